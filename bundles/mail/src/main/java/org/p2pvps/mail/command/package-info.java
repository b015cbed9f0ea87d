/** The outbox at the console. */
package org.p2pvps.mail.command;
