// Asks what is open close by once it knows where; shows it when it comes.
import { useEffect, useState } from 'preact/hooks'

import { readNearby } from '../../api/public'
import type { NearbyReport, Position } from '../../api/types'
import { NearbyList, SHOWN } from './NearbyList'

export function Nearby({ code, tile, at, chosen, onChoose }: {
  code: string; tile: string; at?: Position | undefined; chosen: string | undefined; onChoose: (caseId: string | undefined) => void
}) {
  const [items, setItems] = useState<NearbyReport[]>([])
  useEffect(() => {
    void readNearby({ code, tile, lat: at?.lat, lng: at?.lng }).then((result) => setItems(result.ok ? result.value.items.slice(0, SHOWN) : []))
  }, [code, tile, at])
  return <NearbyList items={items} chosen={chosen} onChoose={onChoose} />
}
