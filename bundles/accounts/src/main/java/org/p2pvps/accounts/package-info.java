/** People: accounts, sign-in, API tokens. */
package org.p2pvps.accounts;
