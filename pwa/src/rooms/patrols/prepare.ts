// What a round needs is fetched while there is network: the screens behind the scan, the scanner, and the hazard kinds.
import { readTaxonomy } from '../../api/public'
import { offline } from '../../offline'
import { freshOrKept, TAXONOMY } from '../../offline/kept'
import { openDetector } from '../scan/detector'

let prepared: Promise<unknown> | undefined

export function prepareForDeadZones(): Promise<unknown> {
  prepared ??= Promise.all([
    import('../scan/ScanScreen'), import('./RunScreen'), import('./VisitScreen'), import('../intake/StaffReportScreen'),
    openDetector(), keepTaxonomy(),
  ]).catch(() => { prepared = undefined })
  return prepared
}

const keepTaxonomy = async () => freshOrKept((await offline()).store, TAXONOMY, readTaxonomy)
