/** A desk without a mouse: everything is reached by keys, and it is asserted that one sees where one is. */
import type { Locator, Page } from '@playwright/test'
import { expect } from './fixture'

/** More steps than this is not reached, it is searched for. */
const FURTHEST = 60

/** Resolves when the page has drawn whatever it was about to draw. */
export const twoFrames = (page: Page): Promise<void> =>
  page.evaluate(
    () =>
      new Promise<void>((drawn) => {
        requestAnimationFrame(() => requestAnimationFrame(() => drawn()))
      }),
  )

/**
 * Whether somebody looking sees that this element has the focus: the ring of the theme on it, on what stands for it
 * (a hidden radio's neighbour), on the field around it, or on the row its cursor is on. Runs in the page.
 */
const showsFocus = (element: Element): boolean => {
  if (element !== document.activeElement) return false
  const probe = document.createElement('i')
  probe.style.color = 'var(--db-focus)'
  document.body.append(probe)
  const colour = getComputedStyle(probe).color
  probe.remove()
  const ring = (one: Element | null): boolean => {
    if (!one) return false
    const { width, height } = one.getBoundingClientRect()
    const { outlineStyle, outlineWidth, outlineColor, boxShadow } = getComputedStyle(one)
    const outlined =
      outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 1 && !/, 0\)$/.test(outlineColor)
    return width > 4 && height > 4 && (outlined || boxShadow.includes(colour))
  }
  const around = [element.parentElement, element.parentElement?.parentElement ?? null]
  const within = [...element.querySelectorAll('[data-cursor]')]
  return [element, element.nextElementSibling, ...around, ...within].some(ring)
}

/** Null where this element has the focus; else what has it, for a message about what was passed on the way. Runs in the page. */
const nameOfFocus = (wanted: Element): string | null => {
  const element = document.activeElement
  if (element === wanted) return null
  const words = element?.getAttribute('aria-label') ?? element?.textContent ?? ''
  return `${element?.tagName.toLowerCase()} “${words.trim().slice(0, 40)}”`
}

export const keys = async (page: Page) => {
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible()
  const press = async (...names: string[]) => {
    // The keys of the whole desk wait for a window that is still closing; a person would too.
    if (names[0] === 'g') await expect(page.locator('[role="dialog"][aria-modal="true"]')).toHaveCount(0)
    for (const name of names) await page.keyboard.press(name)
  }
  /** It has the focus, and one sees it. */
  const on = async (target: Locator) => {
    await expect(target).toBeFocused()
    await expect
      .poll(() => target.evaluate(showsFocus), { message: `one sees that ${String(target)} has the focus` })
      .toBe(true)
  }
  /** Presses a key until the control has the focus; fails after `FURTHEST`, naming what came instead. */
  const go = async (target: Locator, key: string) => {
    await expect(target).toHaveCount(1)
    const passed: string[] = []
    while (passed.length <= FURTHEST) {
      const instead = await target.evaluate(nameOfFocus)
      if (instead === null) return on(target)
      passed.push(instead)
      await press(key)
    }
    throw new Error(`${String(target)} is not reached by ${key}; there were ${passed.join(', ')}`)
  }
  const to = (target: Locator) => go(target, 'Tab')
  const back = (target: Locator) => go(target, 'Shift+Tab')
  /** Goes to it and presses it. */
  const use = async (target: Locator) => {
    await to(target)
    await press('Enter')
  }
  const type = (words: string) => page.keyboard.type(words)
  /** Goes to a field and puts these words in the place of what stands there. */
  const fill = async (field: Locator, words: string) => {
    await to(field)
    await press('ControlOrMeta+a')
    await (words === '' ? press('Delete') : type(words))
  }
  /** A menu is open and listens to the keys. @returns the item */
  const open = async (name: string | RegExp) => {
    const item = page.getByRole('menuitem', { name })
    await expect(item).toBeVisible()
    // The menu takes the focus a moment after it is drawn: a key before that is for the button, or undone.
    await expect(
      page.getByRole('menu').filter({ has: item }).and(page.locator(':focus-within')),
    ).toBeVisible()
    return item
  }
  /** Opens a menu and takes an item of it, by arrows. */
  const menu = async (button: Locator, name: string | RegExp) => {
    await use(button)
    const item = await open(name)
    await expect(async () => {
      await press('ArrowDown')
      await expect(item).toBeFocused({ timeout: 100 })
      await twoFrames(page)
      await expect(item).toBeFocused({ timeout: 100 })
    }).toPass()
    await on(item)
    await press('Enter')
  }
  /** Takes an option of a field that offers some, after typing words that narrow them, by arrows. */
  const option = async (field: Locator, name: string | RegExp, words = '') => {
    if (words === '') {
      await to(field)
      await press('ArrowDown')
    } else await fill(field, words)
    const wanted = page.getByRole('option', { name })
    await expect(wanted).toBeVisible()
    await expect(async () => {
      if ((await wanted.getAttribute('data-combobox-selected')) === null) {
        await press('ArrowDown')
        await expect(wanted).toHaveAttribute('data-combobox-selected', /.*/, { timeout: 100 })
      }
    }).toPass()
    await press('Enter')
    await expect(wanted).toHaveCount(0)
  }
  /** Takes one of several: Tab comes to the group, arrows go from one to the next. */
  const radio = async (target: Locator) => {
    const name = await target.getAttribute('name')
    const inGroup = page.locator(`input[type="radio"][name="${name}"]:focus`)
    for (let step = 0; step < FURTHEST && (await inGroup.count()) === 0; step += 1) await press('Tab')
    await go(target, 'ArrowDown')
    await press('Space')
    await expect(target).toBeChecked()
  }
  /** Goes to a table and down to a row. */
  const row = async (table: Locator, name: string | RegExp) => {
    await to(table)
    await press('Home')
    const wanted = table.getByRole('row', { name })
    await expect(wanted).toHaveCount(1)
    const id = await wanted.getAttribute('id')
    for (let step = 0; step < FURTHEST; step += 1) {
      if ((await table.getAttribute('aria-activedescendant')) === id) return on(table)
      await press('ArrowDown')
    }
    throw new Error(`${String(name)} is not reached by the arrows`)
  }
  /** A window that has opened has the focus in it. */
  const inside = (dialog: Locator) => expect(dialog.locator(':focus')).toHaveCount(1)
  return { press, on, to, back, use, type, fill, open, menu, option, radio, row, inside }
}
