#!/usr/bin/env bash
# Makes the metrics, alerts and dashboard of a project what the files beside this script say, or those
# in another folder. Run it again after any change: what is there is updated, and what has not changed
# is left alone.
set -euo pipefail

usage() {
  cat <<'TEXT'
PROJECT=my-project CHANNELS=projects/my-project/notificationChannels/1 monitoring/apply.sh [--dry-run] [DIR]

  PROJECT    id of the project
  CHANNELS   whom alerts go to: names of notification channels, separated by commas
             (gcloud alpha monitoring channels list --project=my-project)
  --dry-run  print the commands that would change something, and run none of them
  DIR        folder of the files, as `npm run tool -- monitoring` writes it for an instance or a
             prefix; default: the folder of this script, for functions without one
TEXT
  exit "$1"
}

dry_run=false
case "${1-}" in
  --dry-run) dry_run=true && shift ;;
  --help) usage 0 ;;
esac
[[ $# -le 1 && "${1-}" != -* && -n "${PROJECT-}" && -n "${CHANNELS-}" ]] || usage 2 >&2

cd "${1-"$(dirname "${BASH_SOURCE[0]}")"}"

# The dashboard is called `firestreak`, after the name of its installation if that has one.
dashboard="$(basename dashboards/*firestreak.json .json)"
installation="${dashboard%firestreak}"
installation="${installation%-}"

# Reads: runs in a dry run too.
ask() {
  gcloud "$@" --project="$PROJECT" --quiet
}

# Changes the project, and says how.
change() {
  local command=(gcloud "$@" --project="$PROJECT" --quiet)
  printf '%s\n' "${command[*]}"
  if [[ "$dry_run" == false ]]; then "${command[@]}"; fi
}

apply_metrics() {
  local known file name verb
  known="$(ask logging metrics list --format='value(name)')"
  for file in metrics/*.json; do
    name="$(basename "$file" .json)"
    verb=create
    if grep -qxF "$name" <<<"$known"; then verb=update; fi
    change logging metrics "$verb" "$name" --config-from-file="$file"
  done
}

# An update replaces the conditions of a policy, to which its incidents belong, so a policy that has
# not changed is left alone. A label holds the hash of what was applied.
apply_alerts() {
  local known file alert version applied id labels
  known="$(ask alpha monitoring policies list \
    --format='csv[no-heading](userLabels.firestreak_installation,userLabels.firestreak_alert,userLabels.firestreak_version,name)' |
    sed -n "s/^$installation,//p")"
  for file in alerts/*.json; do
    alert="$(basename "$file" .json)"
    version="$({ cat "$file" && printf '%s' "$CHANNELS"; } | git hash-object --stdin)"
    IFS=, read -r _ applied id < <(grep "^$alert," <<<"$known" || printf ',,\n')
    labels="${installation:+"firestreak_installation=$installation,"}firestreak_alert=$alert,firestreak_version=$version"
    if [[ -z "$id" ]]; then
      change alpha monitoring policies create --policy-from-file="$file" \
        --notification-channels="$CHANNELS" --user-labels="$labels"
    elif [[ "$applied" != "$version" ]]; then
      change alpha monitoring policies update "$id" --policy-from-file="$file" \
        --set-notification-channels="$CHANNELS" --update-user-labels="$labels"
    fi
  done
  while IFS=, read -r alert _ id; do
    if [[ -n "$alert" && ! -e "alerts/$alert.json" ]]; then
      echo "The alert $alert has no file any more: gcloud alpha monitoring policies delete $id" >&2
    fi
  done <<<"$known"
}

# An update needs the etag of what it replaces.
apply_dashboard() {
  local known etag config
  known="$(ask monitoring dashboards list --format='csv[no-heading](name.basename(),etag)')"
  if etag="$(grep "^$dashboard," <<<"$known")"; then
    config="$(dashboard_with "\"etag\": \"${etag#"$dashboard",}\"")"
    change monitoring dashboards update "$dashboard" --config-from-file=- <<<"$config"
  else
    config="$(dashboard_with "\"name\": \"projects/$PROJECT/dashboards/$dashboard\"")"
    change monitoring dashboards create --config-from-file=- <<<"$config"
  fi
}

# The file of the dashboard with one more field.
dashboard_with() {
  printf '{ %s,\n' "$1"
  tail -n +2 "dashboards/$dashboard.json"
}

apply_metrics
apply_alerts
apply_dashboard
