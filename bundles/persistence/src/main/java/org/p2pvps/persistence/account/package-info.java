/** Accounts, sessions and API tokens. */
package org.p2pvps.persistence.account;
