/** Campaigns: named bulk sends with recipients of their own. Their texts are rows of the one outbox. */
import { type AppContract, type HandlersOf, Refusal } from '#contract'
import { campaignActions, type CampaignAction, campaignStatus } from '#core/campaign-life'
import { explainFailure } from '#core/failures'
import type { E164 } from '#core/values'
import { GENERATED } from './enqueue'
import { notFound, type Office, type Topic, userOf } from './office'
import type { Outbox } from './outbox/index'
import { createPace, inFews, writeEach } from './pace'
import type { Recipients } from './recipients'
import { progressOf } from './sends'
import type { CampaignRecord, Stores } from './stores'

type Ports = {
  stores: Stores
  office: Office
  recipients: Recipients
  outbox: Outbox
  changed: (...topics: Topic[]) => void
}

const CHUNK = 250

export const createCampaigns = ({ stores, office, recipients, outbox, changed }: Ports) => {
  const record = async (id: number): Promise<CampaignRecord> => {
    const found = await stores.campaigns.get(id)
    if (!found) throw notFound('campaign')
    return found
  }

  const statusOf = (campaign: CampaignRecord) => {
    const send = stores.outbox.sendOfCampaign(campaign.id)
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
      throw new Refusal(
        'conflict',
        status === 'draft' ? 'The texts of this campaign were not generated yet.' : GENERATED,
      )
    }
    return campaign
  }

  const nameFree = async (name: string, id: number | null) => {
    const taken = (await stores.campaigns.all()).some(
      (one) => one.id !== id && one.archivedAt === null && one.name.toLowerCase() === name.toLowerCase(),
    )
    if (taken)
      throw new Refusal('conflict', 'There is a campaign of this name already. Choose another name.', 'name')
  }

  const handlers: HandlersOf<AppContract['campaigns']> = {
    async list({ archived }) {
      const counts = stores.campaignRecipients.counts()
      const all = (await stores.campaigns.all()).filter((one) => (one.archivedAt !== null) === archived)
      all.sort((one, other) => (one.updatedAt < other.updatedAt ? 1 : -1))
      return Promise.all(all.map((one) => shown(one, counts)))
    },
    get: async ({ id }) => shown(await record(id), stores.campaignRecipients.counts()),
    async save({ id, name, templateId, recordKind, ...rest }, caller) {
      const before = id === null ? null : await allowing(id, 'edit')
      await nameFree(name, id)
      const template = templateId === null ? null : await stores.templates.get(templateId)
      if (templateId !== null && !template)
        throw new Refusal('bad-input', 'This template does not exist any more.', 'templateId')
      if (template && template.recordKind !== recordKind)
        throw new Refusal('bad-input', 'This template is for other records. Choose another.', 'templateId')
      if (template?.purpose === 'conversation')
        throw new Refusal(
          'bad-input',
          'A conversation is between two. Choose another template.',
          'templateId',
        )
      if (
        rest.dispatchAt !== null &&
        rest.dispatchAt <= office.now() &&
        rest.dispatchAt !== before?.dispatchAt
      )
        throw new Refusal('bad-input', 'Choose a time to come.', 'dispatchAt')
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
        throw new Refusal('conflict', 'Remove its recipients first: they are other records.', 'recordKind')
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
      let name = `${campaign.name.slice(0, 70)} (copy)`
      for (let n = 2; names.has(name.toLowerCase()); n += 1)
        name = `${campaign.name.slice(0, 70)} (copy ${n})`
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
      await addIds(copy, await stores.campaignRecipients.ids(id))
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
    async addRecipients({ id, recipientIds, listIds }) {
      const { recordKind } = await allowing(id, 'edit')
      const wanted = new Set<number>()
      for (const listId of listIds)
        for (const one of await recipients.idsOfList(listId, recordKind)) wanted.add(one)
      const pace = createPace()
      for (let i = 0; i < recipientIds.length; i += CHUNK) {
        for (const one of stores.recipients.many(recipientIds.slice(i, i + CHUNK)))
          if (one.kind === recordKind && !one.archived) wanted.add(one.id)
        if (pace.due()) await pace.rest()
      }
      if (recipientIds.length > 0 && wanted.size === 0)
        throw new Refusal('bad-input', 'None of these records is of the kind this campaign is for.')
      const added = await addIds(id, [...wanted])
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
        const text = stores.outbox.textOfCampaign(id, recipientId)
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
    async results({ id }) {
      await record(id)
      const send = stores.outbox.sendOfCampaign(id)
      if (!send) return { reasons: [], answers: [], replies: 0, optOuts: 0 }
      const { codes, answers } = await stores.report.resultsOf(send.id)
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
      }
    },
  }

  const addIds = async (campaignId: number, ids: readonly number[]): Promise<number> => {
    let added = 0
    await writeEach(stores, inFews(ids), (some) => {
      added += stores.campaignRecipients.add(campaignId, some)
    })
    return added
  }

  return {
    handlers,
    /** What a review of this campaign is made from; refuses one whose texts were generated already. */
    async toGenerate(id: number) {
      const campaign = await allowing(id, 'generate')
      const ids = await stores.campaignRecipients.ids(id)
      if (ids.length === 0) throw new Refusal('bad-input', 'Add recipients to the campaign first.', 'include')
      if (campaign.templateId === null)
        throw new Refusal('bad-input', 'Choose a template for the campaign first.', 'body')
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
