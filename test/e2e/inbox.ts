/** The inbox as a person sees it. */
import type { Page } from '@playwright/test'
import type { Api } from '../../src-preload/contract'
import { expect } from './fixture'

export const inbox = (page: Page) => {
  const thread = page.getByRole('region', { name: 'Conversation' })
  return {
    list: page.getByRole('list', { name: 'Conversations' }),
    row: (name: RegExp | string) =>
      page.getByRole('list', { name: 'Conversations' }).getByRole('link', { name }),
    badge: page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: /^Inbox/ }),
    thread,
    texts: thread.getByRole('list', { name: 'Texts' }),
    who: thread.getByRole('group', { name: 'Who is this?' }),
    answer: thread.getByRole('textbox', { name: /^Answer to/ }),
    send: thread.getByRole('button', { name: 'Send text' }),
    show: (view: string) =>
      page.getByRole('radiogroup', { name: 'Show' }).getByText(view, { exact: true }).click(),
  }
}
/** So many replies were read from the carrier. */
export const heard = async (api: Api, count: number) =>
  expect.poll(async () => (await api.messages.page({ states: ['reply'] })).totals.replies).toBe(count)
