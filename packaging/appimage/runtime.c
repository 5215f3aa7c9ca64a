/* SPDX-License-Identifier: GPL-3.0-or-later
 * The head of the AppImage: a static program with a squashfs image behind it. It unpacks the image into a folder of its own,
 * runs AppRun from there, passes signals on, and removes the folder when that has ended. It needs neither FUSE nor a library.
 *
 *   --appimage-extract   unpack into ./squashfs-root and end
 *   --appimage-offset    print where the image begins
 *   --appimage-version, --appimage-help
 *
 * Source of the protocol: the AppImage specification, type 2 (magic "AI\2" at byte 8; APPIMAGE, APPDIR, OWD, ARGV0).
 */
#define _GNU_SOURCE
#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/wait.h>
#include <unistd.h>

#include <squashfuse/squashfuse.h>
#include <squashfuse/traverse.h>
#include <squashfuse/util.h>

static volatile pid_t program; /* 0 before it runs */
static const int passed_on[] = {SIGTERM, SIGINT, SIGHUP};
static sigset_t mask_before;

static int complain(const char *what, const char *path)
{
    fprintf(stderr, "AppImage: %s %s: %s\n", what, path, strerror(errno));
    return -1;
}

/* The image begins where the ELF file ends: behind its table of sections. 0: this cannot be told. */
static off_t image_offset(const char *self)
{
    Elf64_Ehdr head;
    const int file = open(self, O_RDONLY | O_CLOEXEC);
    const ssize_t got = file < 0 ? -1 : read(file, &head, sizeof head);
    if (file >= 0)
        close(file);
    if (got != (ssize_t)sizeof head)
        return 0;
    return (off_t)(head.e_shoff + (Elf64_Off)head.e_shentsize * head.e_shnum);
}

static int write_file(sqfs *fs, sqfs_inode *inode, const char *path)
{
    static char buffer[256 * 1024];
    const int file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, inode->base.mode & 0755);
    if (file < 0)
        return complain("cannot make", path);
    sqfs_off_t at = 0;
    int status = 0;
    while (status == 0 && (uint64_t)at < inode->xtra.reg.file_size) {
        sqfs_off_t size = sizeof buffer;
        if (sqfs_read_range(fs, inode, at, &size, buffer) != SQFS_OK || size <= 0) {
            errno = EIO;
            status = complain("cannot read", path);
        } else if (write(file, buffer, (size_t)size) != (ssize_t)size) {
            status = complain("cannot write", path);
        }
        at += size;
    }
    if (close(file) != 0 && status == 0)
        status = complain("cannot write", path);
    return status;
}

static int write_link(sqfs *fs, sqfs_inode *inode, const char *path)
{
    char target[PATH_MAX];
    size_t size = sizeof target;
    if (sqfs_readlink(fs, inode, target, &size) != SQFS_OK || symlink(target, path) != 0)
        return complain("cannot make", path);
    return 0;
}

static int extract(const char *self, off_t offset, const char *folder)
{
    sqfs fs;
    sqfs_traverse walk;
    sqfs_err error = SQFS_OK;
    int status = 0;
    if (sqfs_open_image(&fs, self, (size_t)offset) != SQFS_OK)
        return -1;
    if (sqfs_traverse_open(&walk, &fs, sqfs_inode_root(&fs)) != SQFS_OK)
        return -1;
    while (status == 0 && sqfs_traverse_next(&walk, &error)) {
        char path[PATH_MAX];
        sqfs_inode inode;
        if (walk.dir_end)
            continue;
        if (snprintf(path, sizeof path, "%s/%s", folder, walk.path) >= (int)sizeof path
            || sqfs_inode_get(&fs, &inode, walk.entry.inode) != SQFS_OK) {
            errno = EIO;
            status = complain("cannot read", walk.path);
        } else if (S_ISDIR(inode.base.mode)) {
            if (mkdir(path, 0755) != 0)
                status = complain("cannot make", path);
        } else if (S_ISLNK(inode.base.mode)) {
            status = write_link(&fs, &inode, path);
        } else if (S_ISREG(inode.base.mode)) {
            status = write_file(&fs, &inode, path);
        }
    }
    if (error != SQFS_OK) {
        errno = EIO;
        status = complain("cannot read", self);
    }
    sqfs_traverse_close(&walk);
    sqfs_fd_close(fs.fd);
    sqfs_destroy(&fs);
    return status;
}

static int remove_entry(const char *path, const struct stat *info, int type, struct FTW *place)
{
    (void)info;
    (void)type;
    (void)place;
    return remove(path);
}

/* A folder that nobody else can look into, on a file system from which programs may be started. */
static int make_folder(char *folder, size_t size)
{
    const char *temporary = getenv("TMPDIR");
    const char *cache = getenv("XDG_CACHE_HOME");
    const char *home = getenv("HOME");
    char home_cache[PATH_MAX] = "";
    if (home)
        snprintf(home_cache, sizeof home_cache, "%s/.cache", home);
    const char *const places[] = {temporary, "/tmp", cache, home_cache};
    for (size_t i = 0; i < sizeof places / sizeof *places; ++i) {
        struct statvfs info;
        if (!places[i] || places[i][0] != '/' || statvfs(places[i], &info) != 0 || (info.f_flag & ST_NOEXEC))
            continue;
        if (snprintf(folder, size, "%s/microkubes-console-image-XXXXXX", places[i]) < (int)size && mkdtemp(folder))
            return 0;
    }
    fputs("AppImage: no folder to unpack into: TMPDIR may name one\n", stderr);
    return -1;
}

/* What the terminal sends reaches the program by itself; what is sent to this process alone is passed on. */
static void pass_on(int number, siginfo_t *info, void *context)
{
    (void)context;
    if (program > 0 && info->si_code != SI_KERNEL)
        kill(program, number);
}

static int run(const char *self, const char *folder, char **argv)
{
    char path[PATH_MAX + 8];
    snprintf(path, sizeof path, "%s/AppRun", folder);
    struct sigaction action = {.sa_sigaction = pass_on, .sa_flags = SA_SIGINFO | SA_RESTART};
    const pid_t child = fork();
    if (child < 0)
        return complain("cannot start", path), 127;
    if (child == 0) {
        char *where = getcwd(NULL, 0);
        sigprocmask(SIG_SETMASK, &mask_before, NULL);
        prctl(PR_SET_PDEATHSIG, SIGTERM);
        setenv("APPIMAGE", self, 1);
        setenv("APPDIR", folder, 1);
        setenv("ARGV0", argv[0], 1);
        if (where)
            setenv("OWD", where, 1);
        execv(path, argv);
        complain("cannot start", path);
        _exit(127);
    }
    program = child;
    for (size_t i = 0; i < sizeof passed_on / sizeof *passed_on; ++i)
        sigaction(passed_on[i], &action, NULL);
    sigprocmask(SIG_SETMASK, &mask_before, NULL);
    int status = 0;
    while (waitpid(child, &status, 0) < 0) {
        if (errno != EINTR)
            return 127;
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

int main(int argc, char **argv)
{
    char self[PATH_MAX];
    const ssize_t length = readlink("/proc/self/exe", self, sizeof self - 1);
    if (length > 0)
        self[length] = '\0';
    else if (!realpath(argv[0], self))
        return complain("cannot find", argv[0]), 127;
    const off_t offset = image_offset(self);
    const char *option = argc > 1 ? argv[1] : "";
    if (strcmp(option, "--appimage-offset") == 0)
        return printf("%lld\n", (long long)offset), 0;
    if (strcmp(option, "--appimage-version") == 0)
        return puts("microkubes-console " MK_VERSION_TEXT " AppImage, type 2, unpacks itself"), 0;
    if (strcmp(option, "--appimage-help") == 0)
        return puts("--appimage-extract  unpack into squashfs-root\n--appimage-offset   where the image begins\n"
                    "--appimage-version\nAnything else goes to the program: --help tells its own options."),
               0;
    if (strcmp(option, "--appimage-extract") == 0) {
        if (mkdir("squashfs-root", 0755) != 0)
            return complain("cannot make", "squashfs-root"), 1;
        return extract(self, offset, "squashfs-root") == 0 ? 0 : 1;
    }
    if (strcmp(option, "--appimage-mount") == 0)
        return fputs("AppImage: this one is not mounted; --appimage-extract unpacks it\n", stderr), 1;

    /* Signals wait until there is somebody to pass them to: the folder must not stay behind. */
    sigset_t wait;
    sigemptyset(&wait);
    for (size_t i = 0; i < sizeof passed_on / sizeof *passed_on; ++i)
        sigaddset(&wait, passed_on[i]);
    sigprocmask(SIG_BLOCK, &wait, &mask_before);
    char folder[PATH_MAX];
    if (make_folder(folder, sizeof folder) != 0)
        return 127;
    const int code = extract(self, offset, folder) == 0 ? run(self, folder, argv) : 127;
    nftw(folder, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
    return code;
}
