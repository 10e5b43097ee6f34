/** Counts of what became of texts, by time, template, campaign and user. */
/** How many texts ended how; `optOuts` are replies that opt out. */
export type Counts = {
  sent: number
  delivered: number
  failed: number
  replies: number
  optOuts: number
  units: number
  /** Of texts and replies, in millionths. */
  micros: number
}
export type Counted<Key> = Counts & { key: Key }

/** Days since 1970 by the office's clocks, both included. */
export type Days = { from: number; to: number }
/** From this quarter of an hour since 1970 (UTC) on a zone's clocks are so many quarters ahead of UTC. */
export type ClockChange = { from: number; ahead: number }
export type StaleDay = { day: string; n: number }

/** One row of the counts of a day. */
export type InsightCount = {
  /** Hours since 1970 by the office's clocks. */
  hour: number
  type: string | null
  template_id: number | null
  campaign_id: number | null
  user_name: string
  state: string
  code: number
  count: number
  units: number
  micros: number
  currency: string | null
}

export type InsightStore = {
  /** Days in UTC that are to be counted again, the newest first. */
  stale(limit: number): StaleDay[]
  staleCount(): number
  /** Every day is to be counted again: the office's clocks are others now. Call inside a write. */
  markAll(): void
  /** Counts a day from the texts themselves. Read beside everything else. */
  countDay(day: string, zone: readonly ClockChange[]): Promise<InsightCount[]>
  /** Replaces the counts of a day; it stays marked if something changed since `n`. Call inside a write. */
  put(day: StaleDay, rows: readonly InsightCount[]): void
  /** These read beside everything else. */
  byDay(time: Days): Promise<Counted<number>[]>
  byHour(time: Days): Promise<Counted<number>[]>
  by(what: 'template' | 'campaign' | 'user', time: Days): Promise<(Counted<string> & { name: string })[]>
  reasons(time: Days): Promise<{ code: number | null; count: number }[]>
  currency(time: Days): Promise<string | null>
  /** The first day with a text that is counted. */
  first(): number | null
}
