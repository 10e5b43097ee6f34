/**
 * Deskbell's Mantine theme, in two layers. The ramps (`petrol`, `gray`, `dark`, `green`, `amber`, `red`) are raw material, made in
 * OKLCH on one lightness scale. Screens never touch them: they use the semantic tokens
 * (`--db-*`), which the resolver at the end derives for light and for dark from the same list of names.
 */
import {
  ActionIcon,
  Anchor,
  Badge,
  Button,
  Checkbox,
  createTheme,
  defaultVariantColorsResolver,
  type CSSVariablesResolver,
  Input,
  Kbd,
  Menu,
  Modal,
  Notification,
  Paper,
  Pill,
  Popover,
  Progress,
  Radio,
  SegmentedControl,
  Select,
  Stepper,
  Switch,
  Table,
  Tabs,
  Textarea,
  TextInput,
  Tooltip,
  type MantineColorsTuple,
  type MantineThemeOverride,
  type VariantColorsResolver,
} from '@mantine/core'
import css from './theme.module.css'

const petrol: MantineColorsTuple = [
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
const gray: MantineColorsTuple = [
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
const dark: MantineColorsTuple = [
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
const green: MantineColorsTuple = [
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
const amber: MantineColorsTuple = [
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
const red: MantineColorsTuple = [
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

const rem = (px: number) => `${px / 16}rem`
/** Control heights: xs for table rows and toolbars, sm everywhere else, md for the one main action of a page. */
const HEIGHT: Record<string, string> = { xs: rem(28), sm: rem(32), md: rem(38) }
const PAD: Record<string, string> = { xs: rem(10), sm: rem(12), md: rem(18) }

/**
 * Button and icon-button variants, in tokens. One filled button per view; `default` for the rest;
 * `subtle` (ink) in toolbars; `quiet` (accent text) for a remedy beside a message; `danger` for what destroys.
 */
const variantColorResolver: VariantColorsResolver = (input) => {
  const none = '1px solid transparent'
  switch (input.variant) {
    case 'filled':
      return input.color === 'red'
        ? {
            background: 'var(--db-bad-solid)',
            hover: 'var(--db-bad)',
            hoverColor: 'var(--db-on-bad)',
            color: 'var(--db-on-bad)',
            border: none,
          }
        : {
            background: 'var(--db-accent)',
            hover: 'var(--db-accent-hover)',
            hoverColor: 'var(--db-on-accent)',
            color: 'var(--db-on-accent)',
            border: none,
          }
    case 'default':
      return {
        background: 'var(--db-surface)',
        hover: 'var(--db-hover)',
        hoverColor: 'var(--db-ink)',
        color: 'var(--db-ink)',
        border: '1px solid var(--db-line-2)',
      }
    case 'subtle':
      return {
        background: 'transparent',
        hover: 'color-mix(in srgb, var(--db-ink) 7%, transparent)',
        hoverColor: 'var(--db-ink)',
        color: 'var(--db-ink-2)',
        border: none,
      }
    case 'quiet':
      return {
        background: 'transparent',
        hover: 'color-mix(in srgb, var(--db-accent) 10%, transparent)',
        hoverColor: 'var(--db-accent-ink)',
        color: 'var(--db-accent-ink)',
        border: none,
      }
    case 'danger':
      return {
        background: 'transparent',
        hover: 'var(--db-bad-soft)',
        hoverColor: 'var(--db-bad)',
        color: 'var(--db-bad)',
        border: '1px solid var(--db-bad-line)',
      }
    default:
      return defaultVariantColorsResolver(input)
  }
}

export const theme: MantineThemeOverride = createTheme({
  colors: { petrol, gray, dark, green, amber, red },
  primaryColor: 'petrol',
  primaryShade: { light: 7, dark: 4 },
  variantColorResolver,
  autoContrast: true,
  luminanceThreshold: 0.32,
  white: '#ffffff',
  black: '#1e272a',

  fontFamily: "'IBM Plex Sans Variable', 'Segoe UI', system-ui, sans-serif",
  fontFamilyMonospace: "ui-monospace, 'Cascadia Mono', 'SF Mono', Menlo, Consolas, monospace",
  fontSmoothing: true,
  fontSizes: { xs: rem(12), sm: rem(13), md: rem(14), lg: rem(16), xl: rem(20) },
  lineHeights: { xs: '1.333', sm: '1.385', md: '1.43', lg: '1.5', xl: '1.4' },
  headings: {
    fontWeight: '600',
    sizes: {
      h1: { fontSize: rem(22), lineHeight: rem(28) },
      h2: { fontSize: rem(18), lineHeight: rem(24) },
      h3: { fontSize: rem(14), lineHeight: rem(20) },
      h4: { fontSize: rem(13), lineHeight: rem(18) },
    },
  },
  spacing: { xs: rem(4), sm: rem(8), md: rem(12), lg: rem(16), xl: rem(24) },
  radius: { xs: rem(3), sm: rem(5), md: rem(7), lg: rem(10), xl: rem(14) },
  defaultRadius: 'md',
  shadows: {
    xs: '0 1px 1px rgb(16 28 32 / 5%)',
    sm: '0 1px 2px rgb(16 28 32 / 7%)',
    md: '0 2px 4px rgb(16 28 32 / 5%), 0 6px 16px rgb(16 28 32 / 9%)',
    lg: '0 0 0 1px rgb(16 28 32 / 6%), 0 4px 8px rgb(16 28 32 / 6%), 0 14px 34px rgb(16 28 32 / 16%)',
    xl: '0 0 0 1px rgb(16 28 32 / 6%), 0 24px 60px rgb(16 28 32 / 24%)',
  },
  cursorType: 'pointer',
  respectReducedMotion: true,
  focusRing: 'auto',

  components: {
    Button: Button.extend({
      defaultProps: { size: 'sm' },
      vars: (_t, p) => ({
        root: {
          '--button-height': HEIGHT[p.size ?? 'sm'],
          '--button-padding-x': PAD[p.size ?? 'sm'],
          '--button-fz': p.size === 'md' ? rem(14) : rem(13),
        },
      }),
      classNames: { root: css.button },
    }),
    ActionIcon: ActionIcon.extend({
      defaultProps: { variant: 'subtle', color: 'gray', size: 'md' },
      vars: (_t, p) => ({
        root: { '--ai-size': { sm: rem(24), md: rem(28), lg: rem(32) }[String(p.size ?? 'md')] ?? rem(28) },
      }),
    }),
    Input: Input.extend({
      defaultProps: { size: 'sm' },
      vars: (_t, p) => ({ wrapper: { '--input-height': HEIGHT[p.size ?? 'sm'], '--input-fz': rem(13) } }),
      classNames: { input: css.input },
    }),
    InputWrapper: Input.Wrapper.extend({
      // The field stands right under its label; help and errors follow it.
      defaultProps: { size: 'sm', inputWrapperOrder: ['label', 'input', 'description', 'error'] },
      classNames: { label: css.label, description: css.description, error: css.error },
    }),
    TextInput: TextInput.extend({ defaultProps: { size: 'sm' } }),
    Textarea: Textarea.extend({ defaultProps: { size: 'sm' } }),
    Select: Select.extend({
      classNames: { dropdown: css.dropdown },
      defaultProps: { size: 'sm', checkIconPosition: 'right', comboboxProps: { shadow: 'lg' } },
    }),
    Checkbox: Checkbox.extend({
      defaultProps: { size: 'xs', radius: 'xs' },
      classNames: { input: css.check, icon: css.checkIcon, label: css.checkLabel },
    }),
    Radio: Radio.extend({
      defaultProps: { size: 'xs' },
      classNames: { radio: css.check, label: css.checkLabel },
    }),
    Switch: Switch.extend({
      defaultProps: { size: 'sm', withThumbIndicator: false },
      classNames: { input: css.switch, label: css.checkLabel },
    }),
    Badge: Badge.extend({ defaultProps: { variant: 'default', size: 'sm', radius: 'sm' } }),
    Pill: Pill.extend({ defaultProps: { size: 'sm' } }),
    Table: Table.extend({
      defaultProps: { verticalSpacing: 0, horizontalSpacing: rem(10), highlightOnHover: true },
      classNames: { table: css.table },
    }),
    Tabs: Tabs.extend({ classNames: { tab: css.tab, list: css.tabList } }),
    Menu: Menu.extend({
      classNames: { dropdown: css.dropdown, item: css.menuItem },
      defaultProps: {
        // A focusable placeholder is no item: the first item takes the focus itself.
        withInitialFocusPlaceholder: false,
        shadow: 'lg',
        radius: 'lg',
        offset: 4,
        transitionProps: { transition: 'fade', duration: 90 },
      },
    }),
    Popover: Popover.extend({
      classNames: { dropdown: css.dropdown },
      defaultProps: {
        shadow: 'lg',
        radius: 'lg',
        offset: 4,
        transitionProps: { transition: 'fade', duration: 90 },
      },
    }),
    // Else every window would be a second banner of the page.
    ModalHeader: Modal.Header.extend({ defaultProps: { role: 'presentation' } }),
    Modal: Modal.extend({
      classNames: {
        header: css.modalHeader,
        title: css.modalTitle,
        body: css.modalBody,
        content: css.modalContent,
      },
      defaultProps: {
        centered: true,
        radius: 'lg',
        overlayProps: { backgroundOpacity: 0.4 },
        transitionProps: { transition: 'fade', duration: 120 },
      },
    }),
    Tooltip: Tooltip.extend({
      defaultProps: { openDelay: 350, radius: 'sm', transitionProps: { transition: 'fade', duration: 80 } },
    }),
    Notification: Notification.extend({ defaultProps: { radius: 'lg' } }),
    Paper: Paper.extend({ defaultProps: { radius: 'lg' } }),
    SegmentedControl: SegmentedControl.extend({
      defaultProps: { size: 'xs', transitionDuration: 120 },
      classNames: { root: css.segmented },
    }),
    Progress: Progress.extend({
      classNames: { root: css.progress },
      defaultProps: { size: 6, radius: 'xl', transitionDuration: 300 },
    }),
    Stepper: Stepper.extend({
      defaultProps: { size: 'xs', iconSize: 22 },
      classNames: {
        root: css.stepper,
        step: css.step,
        stepIcon: css.stepIcon,
        stepLabel: css.stepLabel,
        separator: css.stepSeparator,
      },
    }),
    Anchor: Anchor.extend({
      defaultProps: { underline: 'hover', fz: 'inherit' },
      classNames: { root: css.link },
    }),
    Kbd: Kbd.extend({ defaultProps: { size: 'xs' }, classNames: { root: css.kbd } }),
  },
})

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
