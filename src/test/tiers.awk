# Sums up target/tiers.txt, whose lines TierReport writes: a line a tier, in the order in which they began, and then what
# failed and what a JVM ran when it died. The time is that from the first test's start to the last one's end, however
# many JVMs share the tier.
$1 == "begun" { running[$2] = $3 }
$1 == "failed" {
  sub(/^failed /, "")
  failures[++failures_seen] = $0
}
$1 == "ended" {
  delete running[$2]
  if (NF < 8) next
  tier = $3
  if (!(tier in passed)) {
    order[++tiers] = tier
    start[tier] = $7
    end[tier] = $8
  }
  passed[tier] += $4
  failed[tier] += $5
  skipped[tier] += $6
  if ($7 < start[tier]) start[tier] = $7
  if ($8 > end[tier]) end[tier] = $8
}
END {
  for (i = 1; i <= tiers; i++) {
    t = order[i]
    printf "%-10s %5d passed, %d failed, %d skipped in %.1f s\n", t, passed[t], failed[t], skipped[t], (end[t] - start[t]) / 1000
  }
  for (i = 1; i <= failures_seen && i <= 10; i++) print "FAILED " failures[i]
  if (failures_seen > 10) print "FAILED and " failures_seen - 10 " more"
  for (jvm in running) print "NEVER ENDED " running[jvm] " in JVM " jvm
}
