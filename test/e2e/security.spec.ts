import { expect, test } from './fixture'
import { everyone, template, wizard } from './wizard'

test.describe('with scripts put in on purpose', () => {
  test.use({ expectedErrors: /Content Security Policy|Failed to load resource/ })
  test('the page runs no foreign script, reaches no other host and knows no Node', async ({
    office: { page },
  }) => {
    const seen = await page.evaluate(async () => {
      const script = document.createElement('script')
      script.textContent = 'window.injected = true'
      document.body.append(script)
      document.body.insertAdjacentHTML('beforeend', '<img src="data:," onerror="window.injected = true">')
      // In a task of the page's own: what a debugger evaluates is allowed to evaluate.
      const evaluated = await new Promise<string>((resolve) => {
        setTimeout(() => {
          try {
            resolve(String(new Function('return 1')()))
          } catch {
            resolve('refused')
          }
        })
      })
      const reached = await Promise.all(
        ['https://api.twilio.com/', 'http://127.0.0.1:9/', 'https://example.com/'].map((url) =>
          fetch(url).then(
            () => true,
            () => false,
          ),
        ),
      )
      return {
        injected: 'injected' in window,
        evaluated,
        reached,
        globals: ['require', 'process', 'ipcRenderer', 'module'].filter((name) => name in window),
      }
    })
    expect(seen).toEqual({
      injected: false,
      evaluated: 'refused',
      reached: [false, false, false],
      globals: [],
    })
  })
  test('a person with a hostile name is text everywhere', async ({ office: { page, api, carrier } }) => {
    const hostile = '<img src=x onerror="window.injected=true">'
    await api.people.save({
      id: null,
      kind: 'client',
      firstName: hostile,
      lastName: '{{ 7 | times: 7 }}',
      email: '',
      language: null,
      tags: ['<b>tag</b>'],
      custom: {},
      numbers: [{ id: null, number: '202 555 0101', label: '<i>Mobile</i>', primary: true }],
    })
    await api.consent.record({
      recipientIds: [1],
      purpose: 'alerts',
      state: 'granted',
      basis: 'written',
      source: '<script>1</script>',
      wording: hostile,
    })
    await everyone(api)
    await template(api)
    await page.getByRole('link', { name: 'People', exact: true }).click()
    await expect(page.getByRole('link', { name: hostile })).toBeVisible()
    await page.getByRole('link', { name: hostile }).click()
    await expect(page.getByRole('heading', { level: 1, name: hostile })).toBeVisible()
    const w = wizard(page)
    await w.toReview()
    await expect(page.getByRole('row', { name: new RegExp('Hi <img src=x') })).toBeVisible()
    await w.send()
    await w.allLeft()
    expect(carrier.messages()[0]?.body).toContain(hostile)
    expect(await page.evaluate(() => 'injected' in window)).toBe(false)
  })
})
