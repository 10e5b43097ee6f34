/** Decimal amounts as Twilio writes them. */
/** Millionths of a decimal with at most five places. */
export function micros(decimal: string): number {
  const match = /^(-?)(\d+)(?:\.(\d{1,6}))?$/.exec(decimal)
  if (!match) throw new Error('not a decimal amount')
  const amount = Number(match[2]) * 1_000_000 + Number((match[3] ?? '').padEnd(6, '0'))
  return match[1] ? -amount : amount
}

/** Twilio writes five places. */
export function decimal(amount: number): string {
  const size = Math.abs(amount)
  const places = String(Math.floor((size % 1_000_000) / 10)).padStart(5, '0')
  return `${amount < 0 ? '-' : ''}${Math.floor(size / 1_000_000)}.${places}`
}
