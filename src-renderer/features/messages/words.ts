/** Groups of states, in words. */
import { GROUP_WORD, GROUPS, statesOf } from '../../ui/messages/text-groups'
import type { State } from './use-messages'

export const STATES: Record<string, { label: string; states: State[] }> = {
  ...Object.fromEntries(
    GROUPS.map((group) => [group, { label: GROUP_WORD[group], states: statesOf(group) }]),
  ),
  reply: { label: 'Replies', states: ['reply'] },
}
