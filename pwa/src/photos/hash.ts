/** SHA-256 as lower-case hex. Without HTTPS there is no crypto.subtle; then a slow one is fetched. */
export async function sha256(bytes: ArrayBuffer): Promise<string> {
  const digest = crypto.subtle
    ? new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
    : (await import('./sha256_plain')).sha256Plain(new Uint8Array(bytes))
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
