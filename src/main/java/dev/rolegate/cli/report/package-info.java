/** The assessment of a VPC: questions that an assessor asks, answered from what is live. */
package dev.rolegate.cli.report;
