/** Send types and groups of states, in words. */
import type { SendType } from '#core/values'
import { GROUP_WORD, GROUPS, statesOf } from '../../ui/text-groups'
import type { State } from './use-messages'

export const TYPE_WORD: Record<SendType, string> = {
  individual: 'One text',
  bulk: 'To many',
  campaign: 'Campaign',
  alert: 'Alert',
  'follow-up': 'Follow-up',
  test: 'Test text',
}

export const STATES: Record<string, { label: string; states: State[] }> = {
  ...Object.fromEntries(
    GROUPS.map((group) => [group, { label: GROUP_WORD[group], states: statesOf(group) }]),
  ),
  reply: { label: 'Replies', states: ['reply'] },
}
