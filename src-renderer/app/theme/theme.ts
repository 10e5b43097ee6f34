/**
 * Deskbell's Mantine theme, in two layers. The ramps (`petrol`, `gray`, `dark`, `green`, `amber`, `red`) are raw material, made in
 * OKLCH on one lightness scale. Screens never touch them: they use the semantic tokens
 * (`--db-*`), which the resolver at the end derives for light and for dark from the same list of names.
 */
import {
  ActionIcon,
  Alert,
  Anchor,
  Avatar,
  Badge,
  Breadcrumbs,
  Button,
  Checkbox,
  Combobox,
  createTheme,
  defaultVariantColorsResolver,
  Group,
  Input,
  Kbd,
  List,
  Menu,
  Modal,
  NavLink,
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
  Text,
  Textarea,
  TextInput,
  Tooltip,
  type MantineThemeOverride,
  type VariantColorsResolver,
} from '@mantine/core'
import css from './theme.module.css'
import { amber, dark, gray, green, petrol, red, tones } from './tokens'

/** Design pixels in rem. */
const rem = (px: number) => `${px / 16}rem`
/** Control heights: xs for table rows and toolbars, sm everywhere else, md for the one main action of a page. */
const HEIGHT: Record<string, string> = { xs: rem(28), sm: rem(32), md: rem(38) }
const PAD: Record<string, string> = { xs: rem(10), sm: rem(12), md: rem(18) }

const AVATAR = {
  '--avatar-bg': 'color-mix(in srgb, var(--db-ink) 9%, transparent)',
  '--avatar-color': 'var(--db-ink-2)',
  '--avatar-bd': '0',
}

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
    // A tone on its own soft ground; what has none stands on the surface.
    case 'light': {
      const tone = input.color && input.color in tones ? input.color : null
      return {
        background: tone ? `var(--mantine-color-${tone}-0)` : 'var(--db-surface)',
        hover: tone ? `var(--mantine-color-${tone}-1)` : 'var(--db-hover)',
        color: tone ? `var(--mantine-color-${tone}-text)` : 'var(--db-ink)',
        border: `1px solid ${tone ? `var(--mantine-color-${tone}-1)` : 'var(--db-line)'}`,
      }
    }
    case 'soft':
      return {
        background: 'color-mix(in srgb, var(--db-ink) 6%, transparent)',
        hover: 'color-mix(in srgb, var(--db-ink) 9%, transparent)',
        color: 'var(--db-ink-2)',
        border: none,
      }
    default:
      return defaultVariantColorsResolver(input)
  }
}

export const theme: MantineThemeOverride = createTheme({
  colors: { petrol, gray, dark, green, amber, red, ...tones },
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
      h1: { fontSize: rem(20), lineHeight: rem(28) },
      h2: { fontSize: rem(18), lineHeight: rem(24) },
      h3: { fontSize: rem(16), lineHeight: rem(24) },
      h4: { fontSize: rem(14), lineHeight: rem(20) },
      h5: { fontSize: rem(13), lineHeight: rem(18) },
    },
  },
  spacing: { xs: rem(4), sm: rem(8), md: rem(12), lg: rem(16), xl: rem(24), gutter: 'var(--db-gutter)' },
  radius: { xs: rem(3), sm: rem(5), md: rem(7), lg: rem(10), xl: rem(14) },
  defaultRadius: 'md',
  breakpoints: { xs: '43.75em', lg: '73.75em' },
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
    Text: Text.extend({ classNames: { root: css.text } }),
    Group: Group.extend({ defaultProps: { gap: 'sm', wrap: 'nowrap' } }),
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
    // Typed as either, decimals are decimals.
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
    // A list box holds options only: what says that there is none is one that cannot be chosen.
    ComboboxEmpty: Combobox.Empty.extend({ defaultProps: { role: 'option', 'aria-disabled': true } }),
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
    Alert: Alert.extend({
      defaultProps: { variant: 'light', p: '9px 12px' },
      classNames: {
        root: css.alert,
        wrapper: css.alertWrapper,
        icon: css.alertIcon,
        message: css.alertMessage,
      },
    }),
    Avatar: Avatar.extend({ vars: () => ({ root: AVATAR, placeholder: {}, image: {} }) }),
    Badge: Badge.extend({
      defaultProps: { variant: 'soft', radius: 4, tt: 'none', fw: 400 },
      vars: () => ({
        root: { '--badge-height': rem(20), '--badge-fz': rem(12), '--badge-padding-x': rem(6) },
      }),
      classNames: { root: css.badge, section: css.badgeSection },
    }),
    Breadcrumbs: Breadcrumbs.extend({ defaultProps: { separatorMargin: 4, mb: 2, fz: 'xs', c: 'dimmed' } }),
    Pill: Pill.extend({ defaultProps: { size: 'sm' } }),
    List: List.extend({ defaultProps: { listStyleType: 'disc', size: 'sm' } }),
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
    Paper: Paper.extend({ defaultProps: { radius: 'lg' }, classNames: { root: css.paper } }),
    RadioCard: Radio.Card.extend({ defaultProps: { radius: 'md' }, classNames: { card: css.card } }),
    NavLink: NavLink.extend({
      classNames: { root: css.navLink, label: css.navLabel, section: css.navSection },
    }),
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
