import { Box, type BoxProps } from '@mantine/core'
import type { ComponentProps } from 'react'
import css from './Facts.module.css'

type ListProps = BoxProps & Omit<ComponentProps<'dl'>, keyof BoxProps>

/** Terms over their values, side by side: each in a <div>, with data-bad where it is bad. */
export function Facts(props: ListProps) {
  return <Box component="dl" {...props} className={`${css.facts} ${props.className ?? ''}`} />
}

/** Terms before their values, one under the other. */
export function Pairs(props: ListProps) {
  return <Box component="dl" {...props} className={`${css.pairs} ${props.className ?? ''}`} />
}
