// The phone's own detector where it reads QR codes, else one in WebAssembly from our own host, fetched only now.
import wasmUrl from 'zxing-wasm/reader/zxing_reader.wasm?url'

export interface Detector { detect(source: HTMLVideoElement): Promise<{ rawValue: string }[]> }

interface NativeDetector {
  new (options: { formats: string[] }): Detector
  getSupportedFormats?: () => Promise<string[]>
}

export async function openDetector(): Promise<Detector> {
  const native = (window as unknown as { BarcodeDetector?: NativeDetector }).BarcodeDetector
  if (native && (await readsQr(native))) return new native({ formats: ['qr_code'] })
  const { BarcodeDetector, prepareZXingModule } = await import('barcode-detector/ponyfill')
  prepareZXingModule({ overrides: { locateFile: (path: string, prefix: string) => (path.endsWith('.wasm') ? wasmUrl : prefix + path) } })
  return new BarcodeDetector({ formats: ['qr_code'] })
}

/** Some iPhones have the class without this method, some Android phones the method without any format. */
async function readsQr(native: NativeDetector): Promise<boolean> {
  try {
    return ((await native.getSupportedFormats?.()) ?? []).includes('qr_code')
  } catch {
    return false
  }
}
