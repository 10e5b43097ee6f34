/** Secrets for the browser host: a file only this user can read. The screen says that the system does not protect it. */
import { chmodSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import type { Secrets } from '../../services/ports'

export const createFileSecrets = (file: string): Secrets => {
  const read = (): Record<string, string> =>
    existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>) : {}
  return {
    protects: async () => false,
    get: async (name) => read()[name] ?? null,
    set: async (name, value) => {
      const { [name]: _old, ...rest } = read()
      const next = value === null ? rest : { ...rest, [name]: value }
      writeFileSync(`${file}.new`, JSON.stringify(next), { mode: 0o600 })
      chmodSync(`${file}.new`, 0o600)
      renameSync(`${file}.new`, file)
    },
  }
}
