import type { JSONColumnType } from 'kysely'

export type Json = JSONColumnType<object, string, string>
/** A column that has a default, so that a new row may leave it out. */
export type JsonWithDefault = JSONColumnType<object, string | undefined, string>
export type NullableJson = JSONColumnType<object | null, string | null, string | null>
