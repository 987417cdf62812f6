// The phone's camera as a stream: found out, never taken for granted (WeChat on iOS has it only from 14.3 on).
export type CameraTrouble = 'denied' | 'absent' | 'failed'

export const hasCamera = (): boolean => typeof navigator.mediaDevices?.getUserMedia === 'function'

export function openCamera(width: number, height: number): Promise<MediaStream> {
  return navigator.mediaDevices.getUserMedia({
    audio: false, video: { facingMode: { ideal: 'environment' }, width: { ideal: width }, height: { ideal: height } },
  })
}

export function stopCamera(stream: MediaStream): void {
  stream.getTracks().forEach((track) => track.stop())
}

export function troubleOf(error: unknown): CameraTrouble {
  const name = error instanceof Error ? error.name : ''
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied'
  return name === 'NotFoundError' || name === 'OverconstrainedError' ? 'absent' : 'failed'
}

/** What the camera sees now, as a file like one from the album. */
export async function frameOf(video: HTMLVideoElement): Promise<File | undefined> {
  const canvas = document.createElement('canvas')
  canvas.width = video.videoWidth
  canvas.height = video.videoHeight
  canvas.getContext('2d')?.drawImage(video, 0, 0)
  const blob = await new Promise<Blob | null>((resolve) => { canvas.toBlob(resolve, 'image/jpeg', 0.92) })
  canvas.width = canvas.height = 0
  return blob && blob.size > 1_000 ? new File([blob], 'camera.jpg', { type: 'image/jpeg', lastModified: Date.now() }) : undefined
}
