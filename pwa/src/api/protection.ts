// Protection indicators: the catalogue, one school's standings, a county's rates and gaps.
import { request } from './client'
import { queryText } from './query'
import type { Shapes } from './types'

export type Standing = 'not_applicable' | 'undeclared' | 'unmet' | 'declared' | 'verified' | 'refuted' | 'expired'
export type Answers = Record<string, boolean | number | string>
export type IndicatorCatalogue = Shapes['IndicatorCatalogue']
export type Atom = Shapes['Atom']
export type Question = Omit<Shapes['Question'], 'kind'> & { kind: 'count' | 'yes' | 'date' | 'percent' }
export type IndicatorDeclaration = Omit<Shapes['IndicatorDeclaration'], 'answers'> & { answers: Answers }
export type AtomStanding = Omit<Shapes['ProtectionStanding'], 'standing' | 'declaration'> & {
  standing: Standing
  declaration: IndicatorDeclaration | null
}
export type SchoolProtection = Omit<Shapes['SchoolProtection'], 'standings'> & { standings: AtomStanding[] }
export type Rates = Shapes['Rates']
export type Gaps = Shapes['Gaps']

export const readIndicators = () => request<IndicatorCatalogue>('GET', '/protection/catalogue')
export const readRates = (set: string) => request<Rates>('GET', `/protection/rates${queryText({ set })}`)
export const readGaps = (set: string) => request<Gaps>('GET', `/protection/gaps${queryText({ set })}`)
export const readSchoolProtection = (schoolId: string) => request<SchoolProtection>('GET', `/schools/${schoolId}/protection`)

export const declareIndicator = (schoolId: string, atom: string, body: { id: string; answers: Answers; note: string }) =>
  request<SchoolProtection>('POST', `/schools/${schoolId}/protection/${atom}`, { body })

export const verifyIndicator = (declarationId: string, body: { id: string; outcome: 'confirmed' | 'refuted'; note: string }) =>
  request<SchoolProtection>('POST', `/protection/declarations/${declarationId}/verification`, { body })

export const markUrban = (schoolId: string, urban: boolean) =>
  request<SchoolProtection>('PUT', `/schools/${schoolId}/urban`, { body: { urban } })
