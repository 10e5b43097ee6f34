/** One request to the practice carrier, and what its answers are made from. */
import type { Clock } from '../../services/ports'
import type { PracticeAccount } from './account'
import type { Ledger, StoredMessage } from './ledger'
import type { PostOffice } from './post-office'

export type Call = {
  host: string
  path: string
  method: string
  query: URLSearchParams
  form: URLSearchParams
}

export type World = {
  clock: Clock
  account: PracticeAccount
  ledger: Ledger
  office: PostOffice
  pace(): number
  listLagMs(): number
}

export type Answer = {
  status: number
  body: object | null
  message?: StoredMessage
  /** Where the caller is sent, or bytes instead of a body. */
  location?: string
  file?: { type: string; base64: string }
}
