/** Sends what is in the outbox, over SMTP. */
package org.p2pvps.mail;
