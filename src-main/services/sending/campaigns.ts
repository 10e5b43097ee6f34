/** Campaigns: named bulk sends with recipients of their own. Their texts are rows of the one outbox. */
import { type AppContract, type HandlersOf, Refusal } from '#contract'
import { phrase } from '#shared/phrases/phrase'
import { campaignActions, type CampaignAction, campaignStatus } from '#shared/campaign-life'
import { explainFailure } from '#core/sending/failures'
import type { E164 } from '#shared/values'
import { notFound, type Office, type Changed, userOf } from '../office'
import { createTimeSlice, inFews, writeEach } from '../time-slice'
import type { Recipients } from '../people/recipients'
import { progressOf } from './send-progress'
import type { CampaignRecord } from './campaign-store'
import type { Stores } from '../stores'
import type { Outbox } from '../outbox/outbox'

type Ports = {
  stores: Pick<
    Stores,
    | 'write'
    | 'recipients'
    | 'consent'
    | 'sends'
    | 'facts'
    | 'report'
    | 'templates'
    | 'campaigns'
    | 'campaignRecipients'
  >
  office: Office
  recipients: Recipients
  outbox: Outbox
  changed: Changed
}

const CHUNK = 250

type Handlers = HandlersOf<AppContract['campaigns']>

/** What is known of a campaign, and what its status allows. */
const createStanding = ({ stores, office, outbox }: Pick<Ports, 'stores' | 'office' | 'outbox'>) => {
  const record = async (id: number): Promise<CampaignRecord> => {
    const found = await stores.campaigns.get(id)
    if (!found) throw notFound('campaigns.gone')
    return found
  }

  const statusOf = (campaign: CampaignRecord) => {
    const send = stores.sends.sendOfCampaign(campaign.id)
    const progress = send && progressOf(send, { stores, office, outbox })
    const status = campaignStatus({
      phase: progress?.phase ?? null,
      begun: progress !== null && progress.gone > 0,
    })
    return { progress, status }
  }

  const shown = async (campaign: CampaignRecord, counts: Map<number, number>) => {
    const { progress, status } = statusOf(campaign)
    const template = campaign.templateId === null ? null : await stores.templates.get(campaign.templateId)
    return {
      id: campaign.id,
      name: campaign.name,
      recordKind: campaign.recordKind,
      purpose: progress?.purpose ?? template?.purpose ?? campaign.purpose,
      templateId: campaign.templateId,
      templateName: template?.name ?? null,
      dispatchAt: campaign.dispatchAt,
      late: campaign.late,
      handOverHours: campaign.handOverHours,
      status,
      actions: campaignActions(status).filter(
        (action) => action !== 'retry' || (progress?.retryable ?? 0) > 0,
      ),
      recipients: counts.get(campaign.id) ?? 0,
      updatedAt: campaign.updatedAt,
      updatedBy: campaign.updatedBy,
      archived: campaign.archivedAt !== null,
      progress,
    }
  }

  /** The campaign, if its status allows this now. */
  const allowing = async (id: number, action: CampaignAction): Promise<CampaignRecord> => {
    const campaign = await record(id)
    const { status } = statusOf(campaign)
    if (!campaignActions(status).includes(action)) {
      throw new Refusal('conflict', status === 'draft' ? 'campaigns.not-generated' : 'campaigns.generated')
    }
    return campaign
  }

  const nameFree = async (name: string, id: number | null) => {
    const taken = (await stores.campaigns.all()).some(
      (one) => one.id !== id && one.archivedAt === null && one.name.toLowerCase() === name.toLowerCase(),
    )
    if (taken) throw new Refusal('conflict', 'campaigns.name-taken', 'name')
  }

  return { record, statusOf, shown, allowing, nameFree }
}
type Standing = ReturnType<typeof createStanding>

const addIds = async (
  stores: Pick<Stores, 'write' | 'campaignRecipients'>,
  campaignId: number,
  ids: readonly number[],
): Promise<number> => {
  let added = 0
  await writeEach(stores, inFews(ids), (some) => {
    added += stores.campaignRecipients.add(campaignId, some)
  })
  return added
}

/** A campaign itself: written, copied, put away. */
const createEditing = (
  { stores, office, changed }: Pick<Ports, 'stores' | 'office' | 'changed'>,
  { record, allowing, nameFree }: Standing,
): Pick<Handlers, 'save' | 'duplicate' | 'archive'> => ({
  async save({ id, name, templateId, recordKind, ...rest }, caller) {
    const before = id === null ? null : await allowing(id, 'edit')
    await nameFree(name, id)
    const template = templateId === null ? null : await stores.templates.get(templateId)
    if (templateId !== null && !template) throw new Refusal('bad-input', 'templates.gone', 'templateId')
    if (template && template.recordKind !== recordKind)
      throw new Refusal('bad-input', 'campaigns.template-of-others', 'templateId')
    if (template?.purpose === 'conversation')
      throw new Refusal('bad-input', 'campaigns.conversation-is-two', 'templateId')
    if (rest.dispatchAt !== null && rest.dispatchAt <= office.now() && rest.dispatchAt !== before?.dispatchAt)
      throw new Refusal('bad-input', 'sends.time-to-come', 'dispatchAt')
    const patch = {
      ...rest,
      name,
      templateId,
      recordKind,
      purpose: template?.purpose ?? before?.purpose ?? ('marketing' as const),
      updatedAt: office.now(),
      updatedBy: userOf(caller).name,
    }
    if (
      before &&
      before.recordKind !== recordKind &&
      (stores.campaignRecipients.counts().get(before.id) ?? 0) > 0
    )
      throw new Refusal('conflict', 'campaigns.remove-recipients', 'recordKind')
    let saved = id
    if (saved === null)
      saved = await stores.campaigns.add({ ...patch, createdAt: office.now(), archivedAt: null })
    else await stores.campaigns.change(saved, patch)
    changed('campaigns')
    return { id: saved }
  },
  async duplicate({ id }, caller) {
    const { id: _id, ...campaign } = await record(id)
    const names = new Set((await stores.campaigns.all()).map((one) => one.name.toLowerCase()))
    let name = office.say(phrase('name.first-copy', { name: campaign.name.slice(0, 70) }))
    for (let n = 2; names.has(name.toLowerCase()); n += 1)
      name = office.say(phrase('name.copy', { name: campaign.name.slice(0, 70), n }))
    const now = office.now()
    const copy = await stores.campaigns.add({
      ...campaign,
      name,
      // A date that has passed would send at once.
      dispatchAt: campaign.dispatchAt !== null && campaign.dispatchAt > now ? campaign.dispatchAt : null,
      createdAt: now,
      updatedAt: now,
      updatedBy: userOf(caller).name,
      archivedAt: null,
    })
    await addIds(stores, copy, await stores.campaignRecipients.ids(id))
    changed('campaigns')
    return { id: copy }
  },
  async archive({ id, archived }) {
    const campaign = await record(id)
    if (archived) await allowing(id, 'archive')
    else await nameFree(campaign.name, id)
    await stores.campaigns.change(id, { archivedAt: archived ? office.now() : null })
    changed('campaigns')
    return {}
  },
})

/** Whom a campaign is for, and the campaigns that somebody is in. */
const createMembers = (
  { stores, recipients, changed }: Pick<Ports, 'stores' | 'recipients' | 'changed'>,
  { record, allowing, statusOf }: Standing,
): Pick<Handlers, 'addRecipients' | 'removeRecipients' | 'recipients' | 'ofRecipient'> => ({
  async addRecipients({ id, recipientIds, listIds }) {
    const { recordKind } = await allowing(id, 'edit')
    const wanted = new Set<number>()
    for (const listId of listIds)
      for (const one of await recipients.idsOfList(listId, recordKind)) wanted.add(one)
    const pace = createTimeSlice()
    for (let i = 0; i < recipientIds.length; i += CHUNK) {
      for (const one of stores.recipients.many(recipientIds.slice(i, i + CHUNK)))
        if (one.kind === recordKind && !one.archived) wanted.add(one.id)
      if (pace.due()) await pace.rest()
    }
    if (recipientIds.length > 0 && wanted.size === 0) throw new Refusal('bad-input', 'campaigns.other-kind')
    const added = await addIds(stores, id, [...wanted])
    changed('campaigns')
    return { added }
  },
  async removeRecipients({ id, recipientIds }) {
    await allowing(id, 'edit')
    const removed = await stores.write(() => stores.campaignRecipients.remove(id, recipientIds))
    changed('campaigns')
    return { removed }
  },
  async recipients({ id, search, offset, limit }) {
    const campaign = await record(id)
    const template = campaign.templateId === null ? null : await stores.templates.get(campaign.templateId)
    const purpose = template?.purpose ?? campaign.purpose
    const found = await stores.campaignRecipients.ids(id, search)
    const people = stores.recipients.many(found.slice(offset, offset + limit))
    const states = stores.consent.states(people.map((one) => one.id))
    const causes = stores.consent.causes(people.flatMap((one) => one.numbers.map((number) => number.e164)))
    return {
      total: found.length,
      rows: people.map((one) => {
        const e164: E164 | null = recipients.textable(one)?.e164 ?? one.numbers[0]?.e164 ?? null
        return {
          recipientId: one.id,
          name: one.name,
          number: e164,
          national: e164 && recipients.national(e164),
          standing: recipients.standing(
            e164,
            purpose,
            states.get(one.id),
            e164 === null ? [] : (causes.get(e164) ?? []),
            null,
          ),
        }
      }),
    }
  },
  async ofRecipient({ recipientId }) {
    const out = []
    for (const id of stores.campaignRecipients.campaignsOf(recipientId)) {
      const campaign = await stores.campaigns.get(id)
      if (!campaign) continue
      const { status } = statusOf(campaign)
      const text = stores.sends.textOfCampaign(id, recipientId)
      out.push({
        campaignId: id,
        name: campaign.name,
        status,
        dispatchAt: campaign.dispatchAt,
        state: text?.state ?? null,
        messageId: text?.id ?? null,
        why: text?.why ?? '',
        since: text?.since ?? null,
      })
    }
    return out.toSorted((one, other) => other.campaignId - one.campaignId)
  },
})

export const createCampaigns = (ports: Ports) => {
  const { stores, office } = ports
  const standing = createStanding(ports)
  const { record, shown, allowing } = standing

  const handlers: Handlers = {
    async list({ archived }) {
      const counts = stores.campaignRecipients.counts()
      const all = (await stores.campaigns.all()).filter((one) => (one.archivedAt !== null) === archived)
      all.sort((one, other) => (one.updatedAt < other.updatedAt ? 1 : -1))
      return Promise.all(all.map((one) => shown(one, counts)))
    },
    get: async ({ id }) => shown(await record(id), stores.campaignRecipients.counts()),
    ...createEditing(ports, standing),
    ...createMembers(ports, standing),
    async results({ id }) {
      await record(id)
      const send = stores.sends.sendOfCampaign(id)
      if (!send) return { reasons: [], answers: [], replies: 0, optOuts: 0, replyUnits: 0, replyCost: null }
      const { codes, answers, units, micros, currency } = await stores.report.resultsOf(send.id)
      const sum = (of: (answer: (typeof answers)[number]) => number) =>
        answers.reduce((n, answer) => n + of(answer), 0)
      return {
        reasons: codes.map(({ code, count }) => {
          const { title, next } = explainFailure(code)
          return { code, title, next, count }
        }),
        answers,
        replies: sum((answer) => answer.replies),
        optOuts: sum((answer) => answer.optOuts),
        replyUnits: units,
        replyCost: currency === null ? null : { micros, currency },
      }
    },
  }

  return {
    handlers,
    /** What a review of this campaign is made from; refuses one whose texts were generated already. */
    async toGenerate(id: number) {
      const campaign = await allowing(id, 'generate')
      const ids = await stores.campaignRecipients.ids(id)
      if (ids.length === 0) throw new Refusal('bad-input', 'campaigns.add-recipients', 'include')
      if (campaign.templateId === null) throw new Refusal('bad-input', 'campaigns.choose-template', 'body')
      const late = campaign.dispatchAt !== null && campaign.dispatchAt <= office.now()
      return {
        name: campaign.name,
        who: { kind: campaign.recordKind, include: [], exclude: [], recipientIds: ids },
        templateId: campaign.templateId,
        choices: {
          notBefore: late ? null : campaign.dispatchAt,
          late: campaign.late,
          handOverHours: campaign.handOverHours,
        },
      }
    },
  }
}
export type Campaigns = ReturnType<typeof createCampaigns>
