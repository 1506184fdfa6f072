/* A layer between a program and its disk, to be loaded before the C library (LD_PRELOAD).
 *
 * Below the folder DISK_LAYER_FOLDER it sees every call that changes files or makes changes last.
 * It does three things:
 *
 * - Each call that succeeded is appended to the file DISK_LAYER_RECORD, in the order in which they
 *   took effect, with what was written. From that the state of the folder can be worked out as a
 *   power cut would have left it at any moment: see disk_states.py, which knows the form.
 * - While the file DISK_LAYER_SWITCH begins with an error's number, calls fail with that error, as
 *   they would on a disk that is full (ENOSPC), broken (EIO), or can only be read (EROFS).
 * - With DISK_LAYER_KILL_AT=n the process is killed where it would begin the n-th of these calls.
 *
 * Calls of the system are made directly, so that nothing here depends on the C library's own names.
 */

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#define MOST_FILES 4096
#define LONGEST 4096

struct head {
    uint8_t call;
    uint8_t unused[3];
    int32_t file;
    int64_t number;
    uint64_t size;
};

static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;
static char *path_of[MOST_FILES];
static char folder[LONGEST];
static size_t folder_length;
static int record = -1;
static volatile const unsigned char *failure;
static long until_kill = -1;

__attribute__((constructor)) static void begin(void) {
    const char *given = getenv("DISK_LAYER_FOLDER");
    if (given == NULL || strlen(given) >= LONGEST) return;
    strcpy(folder, given);
    folder_length = strlen(folder);
    if ((given = getenv("DISK_LAYER_RECORD")) != NULL)
        record = syscall(SYS_openat, AT_FDCWD, given, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if ((given = getenv("DISK_LAYER_SWITCH")) != NULL) {
        int file = syscall(SYS_openat, AT_FDCWD, given, O_RDONLY | O_CLOEXEC, 0);
        void *page = mmap(NULL, 1, PROT_READ, MAP_SHARED, file, 0);
        if (page != MAP_FAILED) failure = page;
    }
    if ((given = getenv("DISK_LAYER_KILL_AT")) != NULL) until_kill = atol(given);
}

/* Make a path that may stand for a file below an open folder whole; tell whether it is ours. */
static int is_ours(int at, const char *path, char whole[LONGEST]) {
    if (folder_length == 0) return 0;
    if (path[0] == '/') {
        if (strlen(path) >= LONGEST) return 0;
        strcpy(whole, path);
    } else {
        if (at < 0 || at >= MOST_FILES || path_of[at] == NULL) return 0;
        if (strlen(path_of[at]) + strlen(path) + 2 > LONGEST) return 0;
        strcpy(whole, path_of[at]);
        strcat(whole, "/");
        strcat(whole, path);
    }
    return strncmp(whole, folder, folder_length) == 0
        && (whole[folder_length] == '/' || whole[folder_length] == '\0');
}

static int is_known(int file) {
    return file >= 0 && file < MOST_FILES && path_of[file] != NULL;
}

static void note(uint8_t call, int file, int64_t number, const struct iovec *what, int count) {
    if (record < 0) return;
    struct iovec parts[IOV_MAX > 64 ? 64 : IOV_MAX];
    struct head head = {.call = call, .file = file, .number = number};
    parts[0] = (struct iovec){&head, sizeof head};
    for (int part = 0; part < count; part++) {
        parts[part + 1] = what[part];
        head.size += what[part].iov_len;
    }
    int kept = errno;
    syscall(SYS_writev, record, parts, count + 1);
    errno = kept;
}

static void note_path(uint8_t call, int file, int64_t number, const char *path, const char *other) {
    struct iovec parts[3] = {
        {(void *)path, strlen(path)}, {"\0", 1}, {(void *)other, other ? strlen(other) : 0}};
    note(call, file, number, parts, other ? 3 : 1);
}

/* Begin a call that changes something: it may be the last one, or fail at once. */
static int fails(char call) {
    if (until_kill > 0 && --until_kill == 0) syscall(SYS_kill, getpid(), SIGKILL);
    int error = failure ? *failure : 0;
    if (error == 0) return 0;
    if (error == ENOSPC && strchr("wtcm", call) == NULL) return 0;
    if (error == EROFS && call == 's') return 0;
    errno = error;
    return 1;
}

static int is_read_only(void) {
    if (failure == NULL || *failure != EROFS) return 0;
    errno = EROFS;
    return 1;
}

static int open_at(int at, const char *path, int flags, mode_t mode) {
    char whole[LONGEST];
    struct stat there;
    if (!is_ours(at, path, whole)) return syscall(SYS_openat, at, path, flags, mode);
    pthread_mutex_lock(&turn);
    int is_new = (flags & O_CREAT) && fstatat(at, path, &there, 0) != 0;
    int changes = is_new || (flags & O_TRUNC);
    int is_to_read = (flags & O_ACCMODE) == O_RDONLY && !changes;
    int file = -1;
    if (!(changes && fails('c')) && !(!is_to_read && is_read_only())) {
        file = syscall(SYS_openat, at, path, flags, mode);
        if (file >= 0 && file < MOST_FILES) {
            free(path_of[file]);
            path_of[file] = strdup(whole);
            note_path('o', file, (is_new ? 1 : 0) | (flags & O_TRUNC ? 2 : 0), whole, NULL);
        }
    }
    pthread_mutex_unlock(&turn);
    return file;
}

#define OPEN_MODE(flags)                                       \
    mode_t mode = 0;                                           \
    if ((flags) & (O_CREAT | O_TMPFILE)) {                     \
        va_list more;                                          \
        va_start(more, flags);                                 \
        mode = va_arg(more, mode_t);                           \
        va_end(more);                                          \
    }

int open(const char *path, int flags, ...) { OPEN_MODE(flags) return open_at(AT_FDCWD, path, flags, mode); }
int open64(const char *path, int flags, ...) { OPEN_MODE(flags) return open_at(AT_FDCWD, path, flags, mode); }
int openat(int at, const char *path, int flags, ...) { OPEN_MODE(flags) return open_at(at, path, flags, mode); }
int openat64(int at, const char *path, int flags, ...) { OPEN_MODE(flags) return open_at(at, path, flags, mode); }

int close(int file) {
    if (!is_known(file)) return syscall(SYS_close, file);
    pthread_mutex_lock(&turn);
    free(path_of[file]);
    path_of[file] = NULL;
    int done = syscall(SYS_close, file);
    pthread_mutex_unlock(&turn);
    return done;
}

static ssize_t write_at(int file, const void *from, size_t size, off_t offset) {
    pthread_mutex_lock(&turn);
    ssize_t done = -1;
    if (!fails('w')) {
        done = syscall(SYS_pwrite64, file, from, size, offset);
        if (done > 0) note('w', file, offset, &(struct iovec){(void *)from, done}, 1);
    }
    pthread_mutex_unlock(&turn);
    return done;
}

ssize_t pwrite(int file, const void *from, size_t size, off_t offset) {
    return is_known(file) ? write_at(file, from, size, offset)
                          : syscall(SYS_pwrite64, file, from, size, offset);
}
ssize_t pwrite64(int file, const void *from, size_t size, off_t offset) {
    return pwrite(file, from, size, offset);
}

ssize_t write(int file, const void *from, size_t size) {
    if (!is_known(file)) return syscall(SYS_write, file, from, size);
    off_t offset = syscall(SYS_lseek, file, 0, SEEK_CUR);
    ssize_t done = write_at(file, from, size, offset);
    if (done > 0) syscall(SYS_lseek, file, offset + done, SEEK_SET);
    return done;
}

static int truncate_to(int file, off_t size) {
    if (!is_known(file)) return syscall(SYS_ftruncate, file, size);
    pthread_mutex_lock(&turn);
    int done = fails('t') ? -1 : syscall(SYS_ftruncate, file, size);
    if (done == 0) note('t', file, size, NULL, 0);
    pthread_mutex_unlock(&turn);
    return done;
}
int ftruncate(int file, off_t size) { return truncate_to(file, size); }
int ftruncate64(int file, off_t size) { return truncate_to(file, size); }

static int sync_by(long call, int file) {
    if (!is_known(file)) return syscall(call, file);
    pthread_mutex_lock(&turn);
    int done = fails('s') ? -1 : syscall(call, file);
    if (done == 0) note('s', file, 0, NULL, 0);
    pthread_mutex_unlock(&turn);
    return done;
}
int fsync(int file) { return sync_by(SYS_fsync, file); }
int fdatasync(int file) { return sync_by(SYS_fdatasync, file); }

static int make_folder_at(int at, const char *path, mode_t mode) {
    char whole[LONGEST];
    if (!is_ours(at, path, whole)) return syscall(SYS_mkdirat, at, path, mode);
    pthread_mutex_lock(&turn);
    int done = fails('m') ? -1 : syscall(SYS_mkdirat, at, path, mode);
    if (done == 0) note_path('m', -1, 0, whole, NULL);
    pthread_mutex_unlock(&turn);
    return done;
}
int mkdir(const char *path, mode_t mode) { return make_folder_at(AT_FDCWD, path, mode); }
int mkdirat(int at, const char *path, mode_t mode) { return make_folder_at(at, path, mode); }

static int remove_at(int at, const char *path, int flags) {
    char whole[LONGEST];
    if (!is_ours(at, path, whole)) return syscall(SYS_unlinkat, at, path, flags);
    pthread_mutex_lock(&turn);
    int done = fails('u') ? -1 : syscall(SYS_unlinkat, at, path, flags);
    if (done == 0) note_path('u', -1, 0, whole, NULL);
    pthread_mutex_unlock(&turn);
    return done;
}
int unlink(const char *path) { return remove_at(AT_FDCWD, path, 0); }
int rmdir(const char *path) { return remove_at(AT_FDCWD, path, AT_REMOVEDIR); }
int unlinkat(int at, const char *path, int flags) { return remove_at(at, path, flags); }

static int rename_at(int from, const char *old, int to, const char *new) {
    char before[LONGEST], after[LONGEST];
    if (!is_ours(from, old, before) || !is_ours(to, new, after))
        return syscall(SYS_renameat2, from, old, to, new, 0);
    pthread_mutex_lock(&turn);
    int done = fails('r') ? -1 : syscall(SYS_renameat2, from, old, to, new, 0);
    if (done == 0) note_path('r', -1, 0, before, after);
    pthread_mutex_unlock(&turn);
    return done;
}
int rename(const char *old, const char *new) { return rename_at(AT_FDCWD, old, AT_FDCWD, new); }
int renameat(int from, const char *old, int to, const char *new) { return rename_at(from, old, to, new); }
