/** What may be logged of an error: its kind, its code and where it arose. Messages may hold numbers and texts. */
export const errorSummary = (error: unknown): string => {
  if (!(error instanceof Error)) return typeof error
  const code = (error as { code?: unknown }).code
  const frame = error.stack?.split('\n').find((line) => line.trimStart().startsWith('at '))
  const where = frame?.trim().replace(/\(?(?:file:\/\/)?[^\s()]*[/\\]/, '(')
  return [error.name, code, where].filter(Boolean).join(' ')
}
