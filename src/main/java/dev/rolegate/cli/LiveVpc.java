package dev.rolegate.cli;

import dev.rolegate.cli.report.Gap;
import dev.rolegate.cli.report.Source;
import dev.rolegate.model.Cidr;
import dev.rolegate.model.Instance;
import dev.rolegate.model.Interface;
import dev.rolegate.model.UseReport;
import dev.rolegate.model.VpcSnapshot;
import dev.rolegate.usage.sprawl.Fact;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What AWS holds of a VPC, as far as it could be read.
 *
 * @param prefixLists content by id of those that rules name; one that is missing is unknown
 * @param launches what launch templates name
 * @param uses what other services name; empty where they were not asked
 * @param gaps why something is unknown, by what it is
 */
record LiveVpc(
    VpcSnapshot snapshot,
    Fact<List<Cidr>> ranges,
    Fact<List<Cidr>> subnets,
    Map<String, List<Cidr>> prefixLists,
    Fact<List<Interface>> interfaces,
    Fact<List<Instance>> instances,
    Fact<Set<String>> stale,
    UseReport launches,
    List<UseReport> uses,
    Map<Source, List<Gap>> gaps) {}
