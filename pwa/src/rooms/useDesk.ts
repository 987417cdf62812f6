// Whether this window is a desk: only one of a screen's two looks is drawn, a hidden table would double what is read aloud.
import { useEffect, useState } from 'preact/hooks'

export function useDesk(): boolean {
  const [media] = useState(() => matchMedia('(min-width: 1024px)'))
  const [desk, setDesk] = useState(media.matches)
  useEffect(() => {
    const listener = () => setDesk(media.matches)
    // addEventListener on media queries came with iOS 14.
    media.addListener(listener)
    return () => media.removeListener(listener)
  }, [media])
  return desk
}
