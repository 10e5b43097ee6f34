// Boots the built main bundle with the stand-in for Electron, drives it, and prints what it saw as one JSON line.
import { EventEmitter } from 'node:events'
import { chmodSync, statSync, writeFileSync } from 'node:fs'
import { registerHooks } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

const standIn = new URL('./stand-in.mjs', import.meta.url).href
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron' ? { url: standIn, shortCircuit: true } : next(specifier, context),
})
const electron = await import(standIn)
const root = process.env.STAND_IN_ROOT ?? path.resolve('.')
await import(pathToFileURL(path.join(root, 'out/main/electron.js')).href)
// Real Electron fires ready only now: a module that waits for it at its top level would never get here.
electron.becomeReady()

const until = async (condition, what) => {
  for (let i = 0; i < 400; i += 1) {
    if (condition()) return
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
  // Thrown, the program itself would catch it and wait for an end that no stand-in brings.
  console.error(`${what} did not happen; ${JSON.stringify(electron.record)}`)
  process.exit(9)
}
const seen = {}
if (process.env.STAND_IN_SECOND === '1') {
  await new Promise((resolve) => setTimeout(resolve, 300))
} else if (process.env.STAND_IN_CRASH === '1') {
  await until(() => electron.windows.length > 0, 'the window')
  const [window] = electron.windows
  window.webContents.emit('render-process-gone', {}, { reason: 'clean-exit' })
  window.webContents.emit('render-process-gone', {}, { reason: 'crashed' })
  await until(() => electron.record.some(({ what }) => what === 'reload'), 'the page coming back')
  setImmediate(() => {
    throw new Error('nobody catches this')
  })
  await until(() => electron.record.some(({ what }) => what === 'exit'), 'the exit')
} else {
  await until(() => electron.ipcMain.handler && electron.windows.length > 0, 'the window')
  const [window] = electron.windows
  const contents = window.webContents
  const ours = { sender: contents, senderFrame: { url: 'app://deskbell/index.html', parent: null } }
  const call = (name, input, event = ours) => electron.ipcMain.handler(event, name, input)

  seen.webPreferences = window.options.webPreferences
  seen.trusted = await call('session.get', {})
  seen.pdf = await call('host.pdf', { paper: 'Letter' })
  seen.refused = {
    pdf: await call(
      'host.pdf',
      {},
      { sender: contents, senderFrame: { url: 'https://example.com/', parent: null } },
    ),
    subframe: await call(
      'session.get',
      {},
      { sender: contents, senderFrame: { url: 'app://deskbell/index.html', parent: {} } },
    ),
    foreign: await call(
      'session.get',
      {},
      { sender: contents, senderFrame: { url: 'https://example.com/', parent: null } },
    ),
    lookalike: await call(
      'session.get',
      {},
      { sender: contents, senderFrame: { url: 'app://deskbell.example.com/', parent: null } },
    ),
    gone: await call('session.get', {}, { sender: contents, senderFrame: null }),
    otherWindow: await call(
      'session.get',
      {},
      { sender: new electron.WebContents(), senderFrame: { url: 'app://deskbell/index.html', parent: null } },
    ),
  }

  const fetched = async (url) => {
    const response = await electron.protocol.handler(new Request(url))
    return {
      status: response.status,
      policy: response.headers.get('content-security-policy'),
      type: response.headers.get('content-type'),
    }
  }
  seen.page = {
    index: await fetched('app://deskbell/index.html'),
    traversal: await fetched('app://deskbell/..%2f..%2fpackage.json'),
    doubled: await fetched('app://deskbell/%252e%252e/package.json'),
    other: await fetched('app://elsewhere/index.html'),
    source: await fetched('app://deskbell/../main/electron.js'),
    missing: await fetched('app://deskbell/no.js'),
  }

  const asked = (permission, url = 'app://deskbell/index.html') => {
    contents.url = url
    let answer
    electron.session.defaultSession.request(contents, permission, (value) => {
      answer = value
    })
    return answer
  }
  seen.permissions = Object.fromEntries(
    [
      'media',
      'geolocation',
      'notifications',
      'clipboard-sanitized-write',
      'clipboard-read',
      'midi',
      'openExternal',
      'hid',
      'fullscreen',
      'display-capture',
    ].map((name) => [name, asked(name)]),
  )
  seen.foreignPermission = asked('notifications', 'https://example.com/')
  seen.checks = ['media', 'notifications'].map((name) =>
    electron.session.defaultSession.check(contents, name, 'app://deskbell'),
  )
  seen.device = electron.session.defaultSession.device({})

  let prevented = 0
  const event = { preventDefault: () => (prevented += 1) }
  for (const name of ['will-navigate', 'will-frame-navigate', 'will-redirect', 'will-attach-webview'])
    contents.emit(name, event, 'https://example.com')
  electron.session.defaultSession.emit('will-download', event, { getURL: () => 'https://example.com/x.exe' })
  // An export as Chromium leaves it: readable by whom the user's settings say, until the program has seen it.
  const saved = path.join(process.env.STAND_IN_DATA, '..', 'consent Ada Okafor.csv')
  const download = (getSavePath) =>
    Object.assign(new EventEmitter(), {
      getURL: () => 'blob:app://deskbell/1',
      getFilename: () => 'consent Ada Okafor.csv',
      setSaveDialogOptions: (options) => {
        seen.saveDialog = options
      },
      getSavePath,
    })
  const [whole, broken] = [download(() => saved), download(() => '')]
  for (const item of [whole, broken]) electron.session.defaultSession.emit('will-download', event, item)
  writeFileSync(saved, 'Time (UTC),Name')
  chmodSync(saved, 0o644)
  whole.emit('done', {}, 'completed')
  broken.emit('done', {}, 'interrupted')
  seen.savedMode = statSync(saved).mode & 0o777
  seen.prevented = prevented
  seen.opened = [
    'https://www.twilio.com/docs',
    'http://www.twilio.com',
    'https://www.twilio.com.example.com',
    'file:///etc/passwd',
    'javascript:alert(1)',
  ].map((url) => contents.openHandler({ url }).action)
  seen.external = electron.shell.opened

  let closed = true
  window.emit('close', { preventDefault: () => (closed = false) })
  seen.closing = { closed, visible: window.visible }
  electron.app.emit('second-instance')
  seen.shownAgain = window.visible

  await call('session.setUp', {
    officeName: 'Larkfield Physio',
    country: 'US',
    zone: 'America/New_York',
    userName: 'Anna Berg',
    pin: null,
  })
  // Whatever the hour: texts are held for ten minutes, and no longer.
  const always = { from: '00:00', to: '00:00', days: [0, 1, 2, 3, 4, 5, 6], onHolidays: true }
  const settings = await call('settings.saveSending', {
    ...(await call('settings.get', {})).value.sending,
    holdSeconds: 600,
    quiet: { alerts: always, marketing: always, holidays: [] },
  })
  if (!settings.ok) {
    console.error(`the settings were not saved: ${settings.error.reason.key}`)
    process.exit(9)
  }
  seen.sample = await call('imports.sample', {})
  await call('bulk.acknowledgeDuty', { country: 'US' })
  const list = await call('lists.save', {
    id: null,
    name: 'All',
    kind: 'saved',
    recordKind: 'client',
    conditions: { join: 'all', of: [] },
  })
  const review = await call('bulk.review', {
    reviewId: null,
    who: { kind: 'client', include: [list.value.id], exclude: [], recipientIds: [] },
    what: { templateId: null, body: 'We open at nine', purpose: 'alerts', language: 'en' },
    choices: { each: 'number', plain: false, leaveOut: [], notBefore: null },
  })
  seen.quietBefore = electron.powerSaveBlocker.running.size
  seen.sent = await call('bulk.send', { reviewId: review.value.reviewId, draftId: crypto.randomUUID() })
  await until(() => electron.powerSaveBlocker.running.size === 1, 'the power-save blocker')
  seen.events = contents.sent.filter(
    ([channel, name]) => channel === 'deskbell:event' && name === 'changed',
  ).length

  // A text comes in: with the window in front the page says it; behind others, the desktop does, discreetly.
  const pretend = (body) => call('settings.pretendReply', { from: '(202) 555-0142', body })
  await pretend('Seen in the window')
  seen.toldInFront = electron.Notification.shown.length
  window.focused = false
  await pretend('A secret')
  await until(() => electron.Notification.shown.length === 1, 'the notification')
  seen.notification = electron.Notification.shown[0].options
  window.visible = false
  electron.Notification.shown[0].emit('click')
  seen.openedFor = {
    visible: window.visible,
    path: contents.sent.findLast(([, name]) => name === 'open')?.[2],
  }
  seen.badges = electron.record.filter(({ what }) => what === 'setBadgeCount').map(({ args }) => args[0])
  const { rows } = (await call('inbox.page', {})).value
  const { newest } = (await call('inbox.thread', { e164: rows[0].e164 })).value
  await call('inbox.read', { e164: rows[0].e164, upTo: newest })
  seen.badgeAfter = electron.record.findLast(({ what }) => what === 'setBadgeCount')?.args[0]

  electron.app.emit('before-quit', { preventDefault() {} })
  await until(() => electron.dialog.shown.length === 1, 'the question')
  seen.question = electron.dialog.shown[0]
  await new Promise((resolve) => setTimeout(resolve, 50))
  seen.stayed = !electron.record.some(({ what }) => what === 'exit')
  electron.dialog.answer = 1
  electron.app.emit('before-quit', { preventDefault() {} })
  await until(() => electron.record.some(({ what }) => what === 'exit'), 'the exit')
}
seen.record = electron.record
seen.menu = electron.Menu.applied?.template
process.stdout.write(`SEEN ${JSON.stringify(seen)}\n`)
process.exit(0)
