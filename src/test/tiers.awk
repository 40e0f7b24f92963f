# Sums up target/tiers.txt, whose lines TierReport writes: a line a tier, in the order in which they began. The time is
# that from the first test's start to the last one's end, however many JVMs share the tier.
{
  if (!($1 in passed)) {
    order[++tiers] = $1
    start[$1] = $5
    end[$1] = $6
  }
  passed[$1] += $2
  failed[$1] += $3
  skipped[$1] += $4
  if ($5 < start[$1]) start[$1] = $5
  if ($6 > end[$1]) end[$1] = $6
}
END {
  for (i = 1; i <= tiers; i++) {
    t = order[i]
    printf "%-10s %5d passed, %d failed, %d skipped in %.1f s\n", t, passed[t], failed[t], skipped[t], (end[t] - start[t]) / 1000
  }
}
