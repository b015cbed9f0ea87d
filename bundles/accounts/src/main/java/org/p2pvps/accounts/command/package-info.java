/** Console commands for accounts. */
package org.p2pvps.accounts.command;
