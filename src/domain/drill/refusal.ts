/** Why a drill is not begun or ended. `isDrill`: what is in the way is another drill, and no real incident. */
export type DrillRefusal =
  | { refused: 'no-drill-now'; incident: number; isDrill: boolean }
  | { refused: 'no-drill-to-stop' }
