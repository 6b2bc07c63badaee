/* SPDX-License-Identifier: MIT
 *
 * empty.c: the least a program costs; linked with a library, the least a program with that library costs.
 */
int main(void)
{
    return 0;
}
