/** The one next step after a failure: each has its button. */
export const FAILURE_ACTIONS = [
  'open-settings',
  'wait',
  'reconcile',
  'correct-number',
  'choose-sender',
  'block-number',
  'slow-down',
  'exclude',
  'flag-landline',
  'shorten',
  'retry-by-hand',
  'register',
  'reword',
  'reschedule',
  'none',
] as const
export type FailureAction = (typeof FAILURE_ACTIONS)[number]
