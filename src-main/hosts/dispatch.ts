/** One door for every call: known? may this role? does the input fit? Then it runs, and every failure becomes a reply. */
import { type Call, contract, type ErrorCode, Refusal, type Reply } from '#contract'
import { IN_ARCHIVE } from '#contract/backups'
import { ROLES } from '#core/values'
import type { z } from 'zod'
import type { App } from '../app'
import { CarrierError } from '../services/ports'
import { traceOf } from '../services/trace'

export type Dispatch = (name: unknown, input: unknown) => Promise<Reply>

const refuse = (code: ErrorCode, message: string, field?: string): Reply => ({
  ok: false,
  error: field === undefined ? { code, message } : { code, message, field },
})

const inputProblem = (error: z.ZodError): Reply => {
  const [issue] = error.issues
  const field = issue?.path.join('.')
  return refuse('bad-input', issue?.message ?? 'This input is not understood.', field || undefined)
}

/** @param log gets one line for what nobody expected: a name and a code, never an input. */
export const createDispatch = (
  app: Pick<App, 'handlers' | 'session' | 'archived'>,
  log: (line: string) => void,
): Dispatch => {
  const calls = new Map<string, { feature: string; verb: string; call: Call }>(
    Object.entries(contract).flatMap(([feature, verbs]) =>
      Object.entries(verbs).map(([verb, call]) => [`${feature}.${verb}`, { feature, verb, call }] as const),
    ),
  )

  return async (name, input) => {
    const known = typeof name === 'string' ? calls.get(name) : undefined
    if (!known) return refuse('bad-input', 'This call does not exist.')
    const { call, feature, verb } = known
    const caller = app.session.caller()
    if (call.access !== 'open') {
      if (!caller.user) return refuse('signed-out', 'Sign in first.')
      if (ROLES.indexOf(caller.user.role) > ROLES.indexOf(call.access)) {
        return refuse(
          'forbidden',
          `Only ${call.access === 'admin' ? 'an Admin' : 'a Manager or an Admin'} may do this.`,
        )
      }
      app.session.active()
    }
    if (app.archived() && !IN_ARCHIVE.has(`${feature}.${verb}`))
      return refuse(
        'refused',
        'This is an archive: it can only be read. Close it to change or send something.',
      )
    const parsed = call.input.safeParse(input)
    if (!parsed.success) return inputProblem(parsed.error)
    try {
      const handlers = app.handlers[feature as keyof App['handlers']] as Record<
        string,
        (input: unknown, caller: unknown) => unknown
      >
      return { ok: true, value: await handlers[verb]?.(parsed.data, caller) }
    } catch (error) {
      if (error instanceof Refusal) return refuse(error.code, error.message, error.field)
      if (error instanceof CarrierError) return refuse('carrier', error.message)
      const code = String((error as { code?: unknown } | null)?.code ?? '')
      log(`${String(name)}: ${traceOf(error)}`)
      if (/SQLITE_FULL/.test(code))
        return refuse('storage', 'The disk is full. Free some space, then try again. Nothing was lost.')
      if (/SQLITE_(CORRUPT|NOTADB|IOERR)/.test(code))
        return refuse(
          'storage',
          'The database could not be read or written. Restart Deskbell; nothing is sent meanwhile.',
        )
      return refuse(
        'unexpected',
        'Something went wrong inside Deskbell. Try again; if it stays, restart it. Nothing was sent twice.',
      )
    }
  }
}
