/** The raw material: colour ramps, and the semantic tokens made of them for light and for dark. */
import type { CSSVariablesResolver, MantineColorsTuple } from '@mantine/core'

export const petrol: MantineColorsTuple = [
  '#f0f9fb',
  '#def2f6',
  '#bee4ed',
  '#95d1de',
  '#68bbcb',
  '#3da0b2',
  '#208495',
  '#0e6876',
  '#07525e',
  '#053e47',
]
export const gray: MantineColorsTuple = [
  '#f8fafb',
  '#f2f4f6',
  '#e9edee',
  '#dfe3e4',
  '#cdd2d4',
  '#a2a9ac',
  '#7a8285',
  '#5c6568',
  '#41494d',
  '#1e272a',
]
export const dark: MantineColorsTuple = [
  '#e5e8ea',
  '#b9bfc2',
  '#9da4a8',
  '#798286',
  '#41494d',
  '#2f373a',
  '#232a2c',
  '#1a2022',
  '#13181a',
  '#0c1012',
]
export const green: MantineColorsTuple = [
  '#f0faf3',
  '#ddf4e4',
  '#bbe8c9',
  '#95d6ab',
  '#75c291',
  '#55a674',
  '#398659',
  '#296b45',
  '#1f5536',
  '#194029',
]
export const amber: MantineColorsTuple = [
  '#fff7ed',
  '#ffedd5',
  '#ffdaad',
  '#fec57e',
  '#f1af57',
  '#d89534',
  '#b3781f',
  '#8e5d11',
  '#70490d',
  '#53360a',
]
export const red: MantineColorsTuple = [
  '#fff4f3',
  '#fee7e4',
  '#fcceca',
  '#f8aca5',
  '#ef827a',
  '#de5c57',
  '#ce3f3e',
  '#ae2d2f',
  '#8d2324',
  '#6d1b1c',
]

/**
 * The tones as colours of the theme, which style props and variants name: `c="bad"`, `bg="warn.0"` (soft), `bd="1px solid warn.1"`
 * (its line), `bg="ok.5"` (filled). Light and dark are told apart by the tokens themselves.
 */
const tone = (soft: string, line = soft, fill = soft, ink = soft): MantineColorsTuple => {
  const [a, b, c, d] = [soft, line, fill, ink].map((name) => `var(--db-${name})`) as [
    string,
    string,
    string,
    string,
  ]
  return [a, b, b, b, c, c, c, d, d, d]
}
export const tones = {
  ok: tone('ok-soft', 'ok-line', 'ok-fill', 'ok'),
  warn: tone('warn-soft', 'warn-line', 'warn-fill', 'warn'),
  bad: tone('bad-soft', 'bad-line', 'bad-fill', 'bad'),
  accent: tone('accent-soft', 'accent-line', 'accent', 'accent-ink'),
  second: tone('ink-2'),
}

const rem = (px: number) => `${px / 16}rem`

type Tokens = Record<`--db-${string}`, string>

const light: Tokens = {
  '--db-canvas': '#f3f5f6',
  '--db-surface': '#ffffff',
  '--db-raised': '#ffffff',
  '--db-sunken': '#f7f9f9',
  '--db-hover': '#f4f7f7',
  '--db-line': '#e4e8e9',
  '--db-line-2': '#cdd3d5',
  '--db-control-line': '#8a9396',
  '--db-ink': '#1b2427',
  '--db-ink-2': '#4a5457',
  '--db-ink-3': '#636c6f',
  '--db-accent': petrol[7],
  '--db-accent-hover': petrol[8],
  '--db-on-accent': '#ffffff',
  '--db-accent-ink': '#0b5f6c',
  '--db-accent-soft': '#ebf6f7',
  '--db-accent-line': '#a9d3da',
  '--db-focus': '#0a7c8e',
  '--db-ok': '#256642',
  '--db-ok-soft': '#e6f5eb',
  '--db-ok-line': '#b5dcc3',
  '--db-ok-fill': '#3f8d5d',
  '--db-warn': '#7c4f0b',
  '--db-warn-soft': '#fff4e3',
  '--db-warn-line': '#efcf9d',
  '--db-warn-fill': '#b8791b',
  '--db-bad': '#a62a2c',
  '--db-bad-soft': '#fdeeec',
  '--db-bad-line': '#f0bdb8',
  '--db-bad-fill': '#cf4a47',
  '--db-bad-solid': '#ae2d2f',
  '--db-on-bad': '#ffffff',
  '--db-track': '#e4e8e9',
  '--db-bubble-in': '#eef1f2',
  '--db-bubble-out': '#e3f1f3',
  '--db-shadow-line': 'transparent',
}

const darkTokens: Tokens = {
  '--db-canvas': '#12171a',
  '--db-surface': '#191f22',
  '--db-raised': '#22292c',
  '--db-sunken': '#151b1d',
  '--db-hover': '#1f2629',
  '--db-line': '#2a3235',
  '--db-line-2': '#3d474b',
  '--db-control-line': '#727d81',
  '--db-ink': '#e7ebec',
  '--db-ink-2': '#b4bdc0',
  '--db-ink-3': '#96a1a5',
  '--db-accent': petrol[4],
  '--db-accent-hover': petrol[3],
  '--db-on-accent': '#06262c',
  '--db-accent-ink': '#7fc9d7',
  '--db-accent-soft': '#16282b',
  '--db-accent-line': '#285a63',
  '--db-focus': '#7fd3e2',
  '--db-ok': '#82cb9c',
  '--db-ok-soft': '#17301f',
  '--db-ok-line': '#2a5639',
  '--db-ok-fill': '#4f9c6c',
  '--db-warn': '#eeb566',
  '--db-warn-soft': '#2d2313',
  '--db-warn-line': '#61471f',
  '--db-warn-fill': '#c58a31',
  '--db-bad': '#f4958d',
  '--db-bad-soft': '#3a1c1c',
  '--db-bad-line': '#6d3332',
  '--db-bad-fill': '#d35d58',
  '--db-bad-solid': '#ef827a',
  '--db-on-bad': '#2b0a0a',
  '--db-track': '#30393c',
  '--db-bubble-in': '#242c2f',
  '--db-bubble-out': '#173238',
  '--db-shadow-line': '#3d474b',
}

/** Mantine's own variables, expressed in our tokens: one mapping for both schemes. */
const mantine = {
  '--mantine-color-body': 'var(--db-surface)',
  '--mantine-color-text': 'var(--db-ink)',
  '--mantine-color-bright': 'var(--db-ink)',
  '--mantine-color-dimmed': 'var(--db-ink-3)',
  '--mantine-color-placeholder': 'var(--db-ink-3)',
  '--mantine-color-anchor': 'var(--db-accent-ink)',
  '--mantine-color-error': 'var(--db-bad)',
  '--mantine-color-default': 'var(--db-surface)',
  '--mantine-color-default-hover': 'var(--db-hover)',
  '--mantine-color-default-color': 'var(--db-ink)',
  '--mantine-color-default-border': 'var(--db-line-2)',
  '--mantine-color-disabled': 'var(--db-hover)',
  '--mantine-color-disabled-color': 'var(--db-ink-3)',
  '--mantine-color-disabled-border': 'var(--db-line)',
  '--mantine-primary-color-filled': 'var(--db-accent)',
  '--mantine-primary-color-filled-hover': 'var(--db-accent-hover)',
  '--mantine-primary-color-contrast': 'var(--db-on-accent)',
  '--mantine-primary-color-light': 'var(--db-accent-soft)',
  '--mantine-primary-color-light-color': 'var(--db-accent-ink)',
  '--mantine-color-petrol-filled': 'var(--db-accent)',
  '--mantine-color-petrol-filled-hover': 'var(--db-accent-hover)',
  '--mantine-color-petrol-light': 'var(--db-accent-soft)',
  '--mantine-color-petrol-light-color': 'var(--db-accent-ink)',
  '--mantine-color-gray-light-color': 'var(--db-ink-2)',
  '--mantine-color-second-text': 'var(--db-ink-2)',
  '--mantine-color-ok-text': 'var(--db-ok)',
  '--mantine-color-warn-text': 'var(--db-warn)',
  '--mantine-color-bad-text': 'var(--db-bad)',
  '--mantine-color-accent-text': 'var(--db-accent-ink)',
}

export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: {
    '--db-row': rem(36),
    '--db-row-head': rem(32),
    '--db-gutter': rem(24),
    '--db-header': rem(48),
    '--db-nav': rem(200),
    '--db-rail': rem(56),
    '--db-dock-w': rem(348),
    '--db-ease': 'cubic-bezier(.2,.7,.3,1)',
    '--db-fast': '90ms',
    '--db-med': '160ms',
  },
  light: { ...mantine, ...light },
  dark: { ...mantine, ...darkTokens },
})
