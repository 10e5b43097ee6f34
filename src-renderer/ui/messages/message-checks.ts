/** What is wrong with a message while it is typed, in words that name the mend. */
import { foreignFields, mendFields, separateFields } from '#shared/text/foreign-fields'
import { compile, suggestion, unknownVariables } from '#shared/text/template'
import { say } from '#shared/phrases/say'

export type Variable = { readonly name: string; readonly label: string }
export type BodyProblem = {
  readonly say: string
  /** The body as it should be, for one click, and what the click says. */
  readonly mend: { readonly label: string; readonly body: string } | null
}

const escaped = (name: string) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** The first thing that would stop this message from being sent; null when it can be. */
export const bodyProblem = (body: string, variables: readonly Variable[] | undefined): BodyProblem | null => {
  const compiled = compile(body)
  if (!compiled.ok) {
    const apart = separateFields(body)
    return {
      say: say(compiled.message),
      mend: apart === body ? null : { label: 'Give each its braces', body: apart },
    }
  }
  if (!variables) return null
  const known = variables.map(({ name }) => name)
  const [unknown] = unknownVariables(compiled.template, known)
  if (!unknown) {
    const [foreign] = foreignFields(body, known)
    if (!foreign) return null
    return {
      say: `“${foreign.written}” is a field of another program: it would be sent as it stands.`,
      mend: foreign.mend === null ? null : { label: `Write ${foreign.mend}`, body: mendFields(body, known) },
    }
  }
  const near = unknown.suggestion ?? suggestion(unknown.name, known)
  return {
    say: `Nobody has “${unknown.name}”. ${near ? `Did you mean ${near}?` : 'Choose one from the list of variables.'}`,
    mend: near
      ? {
          label: `Use ${near}`,
          body: body.replace(
            new RegExp(`(\\{\\{-?\\s*)${escaped(unknown.name)}(?![\\w.-])`, 'g'),
            `$1${near}`,
          ),
        }
      : null,
  }
}

export type UsedVariable = Variable & { readonly fallback: string | null }
/** The variables of a message with what is written when one is empty. */
export const usedVariables = (body: string, variables: readonly Variable[]): UsedVariable[] => {
  const compiled = compile(body)
  if (!compiled.ok) return []
  return compiled.variables.map(({ name, fallback }) => ({
    name,
    label: variables.find((one) => one.name === name)?.label ?? name,
    fallback,
  }))
}

/** The body with another fallback for a variable; null leaves the person out when the field is empty. */
export const withFallback = (body: string, name: string, fallback: string | null): string =>
  body.replace(
    new RegExp(`\\{\\{-?\\s*${escaped(name)}(?![\\w.-])([^}]*)\\}\\}`, 'g'),
    (_whole, rest: string) => {
      const others = rest.replace(/\|\s*default\s*:\s*(?:"[^"]*"|'[^']*')\s*/g, '').trim()
      const filter = fallback === null ? '' : ` | default: "${fallback.replaceAll('"', '’')}"`
      return `{{ ${name}${filter}${others === '' ? '' : ` ${others}`} }}`
    },
  )
