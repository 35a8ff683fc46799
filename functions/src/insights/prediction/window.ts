/** How much of a user's past is looked at: 53 weeks, as many as a year's heatmap shows. */
export const WINDOW_DAYS = 371;
