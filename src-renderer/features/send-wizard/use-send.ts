/** The send wizard's calls. */
import { useQueries, useQuery } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { Review } from '#contract/sending/bulk'
import type { SkipReason } from '#shared/values'
import type { RecordKind } from '#shared/values'
import { api } from '../../app/client/api'
import { useEvent } from '../../app/client/query'
import { pack, undoKey, type Wizard, whatOf, whoOf } from './wizard'
import { useAnswer } from '../../app/client/use-answer'

export const DRAFT_KEY = 'send'
export type { Review } from '#contract/sending/bulk'
export type RowsQuery = Parameters<typeof api.bulk.rows>[0]
export type ReviewRow = Awaited<ReturnType<typeof api.bulk.rows>>['rows'][number]
export type Counts = Awaited<ReturnType<typeof api.people.counts>>
export type List = Awaited<ReturnType<typeof api.lists.list>>[number]
export type Warning = Review['warnings'][number]

export const kindOf = async (id: number): Promise<RecordKind> => (await api.people.get({ id })).kind

export const useCounts = () => useAnswer('people.counts', {})
export const useLists = () => useAnswer('lists.list', {})
export const useTemplates = () => useAnswer('templates.list', {})

const useMembers = (kind: RecordKind, lists: readonly number[]) =>
  useQueries({
    queries: lists.map((listId) => ({
      queryKey: ['lists', 'members', kind, listId],
      queryFn: async () => (await api.people.ids({ kind, listId })).ids,
      // Membership of a saved search changes with any record: asked again whenever the step is shown.
      staleTime: 0,
      gcTime: 5_000,
    })),
  })

const useEveryone = (kind: RecordKind, wanted: boolean) =>
  useAnswer(
    'people.ids',
    { kind },
    { enabled: wanted, staleTime: 0, gcTime: 5_000, select: ({ ids }) => ids },
  )

/** How many people the chosen lists and picks come to: everybody once, without those to leave out. */
export const useTotal = (wizard: Wizard) => {
  const who = whoOf(wizard)
  const include = useMembers(who.kind, who.include)
  const exclude = useMembers(who.kind, who.exclude)
  const everyone = useEveryone(who.kind, who.everyone === true)
  const all = [...include, ...exclude, ...(who.everyone ? [everyone] : [])]
  if (all.some(({ isPending }) => isPending)) return { total: null, leftOut: 0, error: null }
  const total = new Set(who.recipientIds)
  if (who.everyone) for (const id of everyone.data ?? []) total.add(id)
  for (const { data } of include) for (const id of data ?? []) total.add(id)
  const before = total.size
  for (const { data } of exclude) for (const id of data ?? []) total.delete(id)
  return {
    total: total.size,
    leftOut: before - total.size,
    error: all.find(({ error }) => error)?.error ?? null,
  }
}

const SETTLE_MS = 300
export type Reviewing = ReturnType<typeof useReview>

/** The review of the wizard's choices, made again whenever they or the consent of anybody change. */
export const useReview = (wizard: Wizard) => {
  const [review, setReview] = useState<Review | null>(null)
  /** Counts the answers: rows of an older one are stale. */
  const [version, setVersion] = useState(0)
  const [busy, setBusy] = useState(true)
  const [error, setError] = useState<unknown>(null)
  const [done, setDone] = useState<{ done: number; total: number } | null>(null)
  const [asked, setAsked] = useState(0)
  /** How many left the review by themselves since the reader first saw it. */
  const [fewer, setFewer] = useState(0)
  const reviewId = useRef<string | null>(null)
  const last = useRef<{ question: string; will: number } | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)

  const question = JSON.stringify({
    who: whoOf(wizard),
    what: whatOf(wizard),
    choices: wizard.choices,
    campaignId: wizard.campaign?.id ?? null,
  })
  const again = useCallback(() => setAsked((count) => count + 1), [])

  // biome-ignore lint/correctness/useExhaustiveDependencies: asking again is asking the same question
  useEffect(() => {
    let stale = false
    setBusy(true)
    const asked = JSON.parse(question) as Omit<Parameters<typeof api.bulk.review>[0], 'reviewId'>
    api.bulk.review({ ...asked, reviewId: reviewId.current }).then(
      (answer) => {
        if (stale) return
        reviewId.current = answer.reviewId
        const before = last.current
        last.current = { question, will: answer.will }
        if (before?.question !== question) setFewer(0)
        else setFewer((count) => Math.max(0, count + before.will - answer.will))
        setReview(answer)
        setVersion((count) => count + 1)
        setError(null)
        setBusy(false)
      },
      (failure: unknown) => {
        if (stale) return
        setError(failure)
        setBusy(false)
      },
    )
    return () => {
      stale = true
      setDone(null)
    }
  }, [question, asked])

  useEvent('job', (job) => {
    if (job.job === 'review' && job.total !== null) setDone({ done: job.done, total: job.total })
  })
  // Whoever was mended, here or on their record, moves over by themselves.
  useEvent('changed', ({ topics }) => {
    if (!topics.includes('consent')) return
    clearTimeout(timer.current)
    timer.current = setTimeout(again, SETTLE_MS)
  })
  useEffect(() => () => clearTimeout(timer.current), [])

  return { review, version, busy, error, done, again, fewer }
}

export const reviewRows = (query: RowsQuery) => api.bulk.rows(query)
export const exportReview = (reviewId: string) => api.bulk.export({ reviewId })
export const discardReview = (reviewId: string) => api.bulk.discard({ reviewId })
export const acknowledgeDuty = (country: string) => api.bulk.acknowledgeDuty({ country })

const PAGE = 500
/** Everybody a reason keeps from getting the text. */
export const rowsOfReason = async (reviewId: string, reason: SkipReason): Promise<ReviewRow[]> => {
  const all: ReviewRow[] = []
  for (;;) {
    const { rows } = await api.bulk.rows({ reviewId, tab: 'wont', reason, offset: all.length, limit: PAGE })
    all.push(...rows)
    if (rows.length < PAGE) return all
  }
}

export const useGroup = (
  reviewId: string,
  version: number,
  reason: SkipReason,
  search: string,
  limit: number,
) =>
  useQuery({
    queryKey: ['review', reviewId, version, reason, search, limit],
    queryFn: async () => {
      const rows: ReviewRow[] = []
      let total = 0
      do {
        const page = await api.bulk.rows({
          reviewId,
          tab: 'wont',
          reason,
          search,
          offset: rows.length,
          limit: Math.min(PAGE, limit - rows.length),
        })
        total = page.total
        rows.push(...page.rows)
      } while (rows.length < Math.min(limit, total))
      return { total, rows }
    },
    gcTime: 10_000,
    placeholderData: (before) => before,
  })

/** Sends; what was chosen waits under the send's id, in case of Undo. */
export const sendReviewed = async (reviewId: string, wizard: Wizard) => {
  const answer = await api.bulk.send({ reviewId, draftId: wizard.draftId })
  // A campaign undone is a draft again, with everything it had.
  if (wizard.campaign) return answer
  const body = JSON.stringify(pack({ ...wizard, draftId: crypto.randomUUID(), step: 'review' }))
  // Undo is still possible without it; only the choices would have to be made again.
  await api.drafts.save({ key: undoKey(answer.sendId), body }).catch(() => undefined)
  return answer
}

export const getCampaign = (id: number) => api.campaigns.get({ id })
export type CampaignToReview = Awaited<ReturnType<typeof getCampaign>>
export const getRecord = (id: number) => api.people.get({ id })
export const checkNumber = (number: string, exceptId: number) => api.people.checkNumber({ number, exceptId })
/** Gives a record another number to text: in the place of a wrong one, or beside what it has. */
export const saveNumber = async (id: number, wrong: string | null, number: string, label: string) => {
  const person = await api.people.get({ id })
  const kept = person.numbers
    .filter(({ e164 }) => e164 !== wrong)
    .map(({ id: numberId, e164, label: its }) => ({ id: numberId, number: e164, label: its, primary: false }))
  await api.people.save({
    id,
    kind: person.kind,
    firstName: person.firstName,
    lastName: person.lastName,
    accountId: person.account?.id ?? null,
    tags: person.tags,
    custom: person.custom,
    numbers: [{ id: null, number, label, primary: true }, ...kept],
  })
}

/** Brings back a wizard that was cancelled. */
export const restoreWizard = (wizard: Wizard) =>
  api.drafts.save({ key: DRAFT_KEY, body: JSON.stringify(pack(wizard)) })
