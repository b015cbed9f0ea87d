/** The outbox. */
package org.p2pvps.persistence.mail;
