/** What the database driver says of its own state: sentences of its own, with nothing of an office in them. */
const OF_DRIVER = /^(?:The database connection|This (?:database connection|statement)) [a-z -]{1,60}$/

/** What may be logged of an error: its kind, its code and where it arose. Messages may hold numbers and texts. */
export const errorSummary = (error: unknown): string => {
  if (!(error instanceof Error)) return typeof error
  const code = (error as { code?: unknown }).code
  const frame = error.stack?.split('\n').find((line) => line.trimStart().startsWith('at '))
  const where = frame?.trim().replace(/\(?(?:file:\/\/)?[^\s()]*[/\\]/, '(')
  const said = OF_DRIVER.test(error.message) ? `(${error.message})` : ''
  return [error.name, code, said, where].filter(Boolean).join(' ')
}
