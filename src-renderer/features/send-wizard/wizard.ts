/** What the send wizard knows: every choice of every step, as it is kept through a reload. */
import type { Language, Purpose, RecordKind } from '#shared/values'

export const STEPS = ['Who', 'What', 'Review', 'Sending'] as const
export type Step = 'who' | 'what' | 'review'
const STEP_ORDER: readonly Step[] = ['who', 'what', 'review']

export const stepAt = (index: number): Step => STEP_ORDER[index] ?? 'who'

export type Choices = {
  readonly each: 'number' | 'person'
  readonly plain: boolean
  readonly leaveOut: number[]
  readonly notBefore: string | null
  /** What happens to texts that are late because the PC was off; null takes the office's rule. */
  readonly late: 'send' | 'ask' | 'skip' | null
  readonly handOverHours: number | null
}
/** Who is left out of a send, with some people more, or with some fewer. */
export const leavingOut = ({ leaveOut }: Choices, ids: readonly number[]): number[] => [
  ...new Set([...leaveOut, ...ids]),
]
export const puttingBack = ({ leaveOut }: Choices, ids: readonly number[]): number[] => {
  const back = new Set(ids)
  return leaveOut.filter((id) => !back.has(id))
}

export type Wizard = {
  /** One draft is sent at most once, however often Send is pressed. */
  readonly draftId: string
  readonly step: Step
  readonly kind: RecordKind
  /** All of the kind. */
  readonly everyone?: boolean
  readonly include: number[]
  readonly exclude: number[]
  /** People picked in a table, all of one kind. */
  readonly picked: number[]
  readonly pickedKind: RecordKind
  readonly way: 'template' | 'typed'
  readonly templateId: number | null
  readonly body: string
  readonly purpose: Exclude<Purpose, 'conversation'>
  readonly language: Language
  readonly choices: Choices
  /** The campaign whose texts these become; it says itself who gets what. */
  readonly campaign: { id: number; name: string } | null
}

export const newWizard = (language: Language): Wizard => ({
  draftId: crypto.randomUUID(),
  step: 'who',
  kind: 'client',
  include: [],
  exclude: [],
  picked: [],
  pickedKind: 'client',
  way: 'template',
  templateId: null,
  body: '',
  purpose: 'alerts',
  language,
  choices: {
    each: 'number',
    plain: false,
    leaveOut: [],
    notBefore: null,
    late: null,
    handOverHours: null,
  },
  campaign: null,
})

/** Whether there is anything in it that somebody chose or typed. */
export const isTouched = (wizard: Wizard): boolean =>
  wizard.everyone === true ||
  wizard.include.length + wizard.exclude.length + wizard.picked.length > 0 ||
  wizard.body.trim() !== '' ||
  wizard.templateId !== null

/** The people picked count only while their kind is the one chosen. */
export const pickedOf = ({ picked, pickedKind, kind }: Wizard): number[] =>
  pickedKind === kind ? picked : []

export const whoOf = (wizard: Wizard) => ({
  kind: wizard.kind,
  ...(wizard.everyone ? { everyone: true } : {}),
  include: wizard.include,
  exclude: wizard.exclude,
  recipientIds: pickedOf(wizard),
})
export const whatOf = (wizard: Wizard) => ({
  templateId: wizard.way === 'template' ? wizard.templateId : null,
  body: wizard.way === 'template' ? '' : wizard.body,
  purpose: wizard.purpose,
  language: wizard.language,
})

/** Drafts hold 100,000 characters; ids of very many people wait in the window's own storage. */
const MOST = 90_000
const HEAVY = 'send.heavy'

type Kept = Wizard & { readonly heavy?: boolean }
export const pack = (wizard: Wizard): Kept => {
  if (JSON.stringify(wizard).length < MOST) return wizard
  sessionStorage.setItem(HEAVY, JSON.stringify({ picked: wizard.picked, leaveOut: wizard.choices.leaveOut }))
  return { ...wizard, heavy: true, picked: [], choices: { ...wizard.choices, leaveOut: [] } }
}
export const unpack = ({ heavy, ...wizard }: Kept): Wizard => {
  const kept = heavy ? sessionStorage.getItem(HEAVY) : null
  if (kept === null) return wizard
  const { picked, leaveOut } = JSON.parse(kept) as { picked: number[]; leaveOut: number[] }
  return { ...wizard, picked, choices: { ...wizard.choices, leaveOut } }
}

const INCOMING = 'send.recipients'
type Incoming = { readonly ids: number[]; readonly kind: RecordKind | null }

/** Recipients that another screen picked: ids, or ids with their kind. */
export const incoming = (): Incoming | null => {
  const text = sessionStorage.getItem(INCOMING)
  if (text === null) return null
  const picked = JSON.parse(text) as number[] | { kind: RecordKind; ids: number[] }
  return Array.isArray(picked) ? { ids: picked, kind: null } : picked
}
export const forgetIncoming = (): void => sessionStorage.removeItem(INCOMING)
export const forgetHeavy = (): void => sessionStorage.removeItem(HEAVY)

/** Where a sent wizard waits until the time for Undo is over. */
export const undoKey = (sendId: string): string => `send.undo.${sendId}`

/** What a step gets: the choices so far, a way to change them, and the ways out. */
export type StepProps = {
  wizard: Wizard
  change: (patch: Partial<Wizard>) => void
  go: (step: Step) => void
  cancel: () => void
}
