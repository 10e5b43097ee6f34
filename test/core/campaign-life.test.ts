/** What a campaign is called at each moment, and what may be done with it then. */
import { describe, expect, test } from 'vitest'
import {
  CAMPAIGN_STATUSES,
  campaignActions,
  type CampaignFacts,
  campaignStatus,
} from '../../src-preload/shared/campaign-life'

describe('the status follows from the texts', () => {
  test.each<[CampaignFacts['phase'], boolean, string]>([
    [null, false, 'draft'],
    ['writing', false, 'scheduled'],
    ['holding', false, 'scheduled'],
    ['waiting', false, 'scheduled'],
    ['waiting', true, 'sending'],
    ['sending', true, 'sending'],
    ['paused', false, 'paused'],
    ['paused', true, 'paused'],
    ['confirming', true, 'completed'],
    ['done', true, 'completed'],
    ['cancelled', false, 'cancelled'],
    ['cancelled', true, 'cancelled'],
  ])('%s, begun: %s', (phase, begun, status) => expect(campaignStatus({ phase, begun })).toBe(status))
})

describe('what is allowed', () => {
  test('a draft alone can be edited and generated', () =>
    expect(CAMPAIGN_STATUSES.filter((status) => campaignActions(status).includes('generate'))).toEqual([
      'draft',
    ]))
  test('whatever has texts that wait can be cancelled', () =>
    expect(CAMPAIGN_STATUSES.filter((status) => campaignActions(status).includes('cancel'))).toEqual([
      'scheduled',
      'sending',
      'paused',
    ]))
  test('what may still leave cannot be archived', () => {
    for (const status of ['scheduled', 'sending', 'paused'] as const)
      expect(campaignActions(status)).not.toContain('archive')
  })
  test('a paused one is resumed, not paused again', () => {
    expect(campaignActions('paused')).toContain('resume')
    expect(campaignActions('paused')).not.toContain('pause')
  })
  test('each can be duplicated', () => {
    for (const status of CAMPAIGN_STATUSES) expect(campaignActions(status)).toContain('duplicate')
  })
})
