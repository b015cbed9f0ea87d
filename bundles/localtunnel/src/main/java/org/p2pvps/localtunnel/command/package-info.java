/** Console commands about sites. */
package org.p2pvps.localtunnel.command;
