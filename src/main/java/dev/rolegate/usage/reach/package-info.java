/** Where connections can go inside of a VPC, from group to group. Pure, and only ever told. */
package dev.rolegate.usage.reach;
